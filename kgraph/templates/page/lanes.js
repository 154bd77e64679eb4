// Behind the papers of the lineage: a band for each theme, a line for each year.
const YEAR_WIDTH = 38;
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
  context.fillStyle = theme.quiet;
  context.font = `${FONT / scale}px system-ui, sans-serif`;
  context.textBaseline = "top";
  let free = -Infinity;
  view.years.forEach(([year, x], place) => {
    if (x * scale < free) return;
    free = x * scale + YEAR_WIDTH;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    if (place < view.years.length - 1) context.fillText(year, x + 4 / scale, bottom - 18 / scale);
  });
  context.restore();
}
const laneName = lane => shorten(lane.name ?? (view.lanesBy === "theme" ? "no theme" : "in no large community"), 44);
// The names of the lanes stay at the left edge, above what is drawn.
function drawLaneNames(context, scale, viewport) {
  const [left] = viewport;
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
  context.restore();
}
