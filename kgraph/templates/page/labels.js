// Labels have one size on the screen at any zoom: the largest nodes first, and none upon another.
const FONT = 12,
  MAX_LABELS = 260,
  LINE = 14,
  NAME_LENGTH = 34;
let drawnLabels = [];

function shorten(label, length = NAME_LENGTH) {
  if (label.length <= length) return label;
  const head = label.split(": ")[0];
  if (head.length >= 8 && head.length <= length) return `${head} …`;
  const cut = label.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 8))} …`;
}
// A title in two lines where there is room for it.
function wrap(label) {
  if (label.length <= 22) return [label];
  const short = shorten(label, 46);
  const middle = short.lastIndexOf(" ", Math.ceil(short.length / 2) + 4);
  return middle > 0 ? [short.slice(0, middle), short.slice(middle + 1)] : [short];
}
function layLabels(context, order, scale, viewport, first) {
  const taken = new Map(),
    laid = [],
    cell = 90;
  context.font = `${FONT}px system-ui, sans-serif`;
  const isFree = box => {
    for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x++)
      for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y++)
        for (const other of taken.get(`${x} ${y}`) ?? [])
          if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
    return true;
  };
  const take = box => {
    for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x++)
      for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y++) {
        const key = `${x} ${y}`;
        if (!taken.has(key)) taken.set(key, []);
        taken.get(key).push(box);
      }
  };
  for (const node of order) {
    if (laid.length >= MAX_LABELS) break;
    const [x, y] = positionOf(node);
    if (x < viewport[0] || x > viewport[2] || y < viewport[1] || y > viewport[3]) continue;
    node.lines ??= wrap(node.label);
    node.widths ??= node.lines.map(line => context.measureText(line).width);
    const width = Math.max(...node.widths) + 4,
      height = LINE * node.lines.length,
      far = radiusOf(node) * scale;
    // A label stays inside the picture: at its sides it moves inwards, at its foot it stands above the node.
    const center = Math.min(
      Math.max(x * scale, viewport[0] * scale + width / 2),
      viewport[2] * scale - width / 2,
    );
    const top =
      y * scale + far + 3 + height > viewport[3] * scale ? y * scale - far - 3 - height : y * scale + far + 3;
    const box = [center - width / 2, top, center + width / 2, top + height];
    if (!first.has(node) && !isFree(box)) continue;
    take(box);
    take([x * scale - far, y * scale - far, x * scale + far, y * scale + far]);
    laid.push({ node, x: center, top, lines: node.lines });
  }
  return laid;
}
function drawLabels(context, laid, scale) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.font = `${FONT}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = theme.paper;
  context.fillStyle = theme.ink;
  for (const label of laid)
    label.lines.forEach((line, place) => {
      context.strokeText(line, label.x, label.top + place * LINE);
      context.fillText(line, label.x, label.top + place * LINE);
    });
  context.restore();
}
