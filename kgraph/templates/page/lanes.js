// Behind the papers of the lineage: a band for each theme, a line for each year.
const YEAR_WIDTH = 38,
  YEAR_HEIGHT = 19;
function drawLanes(context, scale, viewport) {
  const [left, top, right, bottom] = viewport;
  view.lanes.forEach((lane, place) => {
    if (place % 2) return;
    context.fillStyle = theme.band;
    context.fillRect(left, lane.top, right - left, lane.bottom - lane.top);
  });
  context.save();
  context.strokeStyle = theme.line;
  context.lineWidth = 1 / scale;
  for (const [, x] of yearsWithRoom(scale)) {
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
  }
  context.restore();
}
// The years whose number has room beside the one before; the last line ends the last year.
function yearsWithRoom(scale) {
  let free = -Infinity;
  return view.years.filter(([, x], place) => {
    if (x * scale < free && place < view.years.length - 1) return false;
    free = x * scale + YEAR_WIDTH;
    return true;
  });
}
const laneName = lane =>
  shorten(lane.name ?? (view.lanesBy === "theme" ? "no theme" : "in no large community"), 44);
// The names of the lanes stay at the left edge and the years at the lower one, above what is drawn.
function drawLaneNames(context, scale, viewport) {
  const [left, , right, bottom] = viewport;
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.font = `600 ${FONT}px system-ui, sans-serif`;
  context.textBaseline = "top";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.quiet;
  for (const lane of view.lanes) {
    if ((lane.bottom - lane.top) * scale < LINE) continue;
    const name = laneName(lane);
    context.strokeText(name, left * scale + 8, lane.top * scale + 3);
    context.fillText(name, left * scale + 8, lane.top * scale + 3);
  }
  context.font = `${FONT}px system-ui, sans-serif`;
  context.fillStyle = theme.paper;
  context.fillRect(left * scale, bottom * scale - YEAR_HEIGHT, (right - left) * scale, YEAR_HEIGHT);
  context.fillStyle = theme.quiet;
  for (const [year, x] of yearsWithRoom(scale).slice(0, -1))
    context.fillText(year, x * scale + 4, bottom * scale - YEAR_HEIGHT + 3);
  context.restore();
}
