// The canvas: vis-network places, moves and hits; names, lanes, the main path and what is chosen are drawn here.
const SMALL = 500,
  MANY_LINKS = 3000,
  MANY_ARROWS = 1500,
  MANY_DASHES = 800,
  FAINTEST = 0.06;
const LARGEST = 22,
  SMALLEST = 7,
  MOST_GROWTH = 6,
  GROWTH_STEP = 1.5;
const canvas = document.getElementById("canvas");
const theme = {};
function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "paper", "quiet", "line", "main", "band", "mark"])
    theme[name] = style.getPropertyValue(`--${name}`).trim();
}
readTheme();

const nodeSet = new vis.DataSet(),
  linkSet = new vis.DataSet();
let network = null,
  looks = new Map(),
  order = [],
  focus = null,
  growth = 1;

function startPicture() {
  network = new vis.Network(
    canvas,
    { nodes: nodeSet, edges: linkSet },
    {
      physics: { enabled: false, solver: "forceAtlas2Based" },
      interaction: {
        hover: true,
        tooltipDelay: 1e9,
        hideEdgesOnDrag: false,
        keyboard: false,
        selectConnectedEdges: false,
        multiselect: false,
      },
      layout: { improvedLayout: false },
      edges: {
        smooth: false,
        arrowStrikethrough: true,
        arrows: { to: { scaleFactor: 0.45 } },
        selectionWidth: 0,
        hoverWidth: 0,
        chosen: false,
      },
      nodes: { shape: "dot", borderWidth: 1, chosen: false, font: { size: 0 } },
    },
  );
  network.on("beforeDrawing", drawBehind);
  network.on("afterDrawing", drawAbove);
}
function positionOf(node) {
  const body = network.body.nodes[node.id];
  return body ? [body.x, body.y] : (view.at.get(node) ?? [0, 0]);
}
const radiusOf = node => looks.get(node)?.size ?? SMALLEST;

// How each node looks. Areas stand for values.
function lookAt() {
  const name = coloring(),
    size = sizing(),
    values = new Map(view.members.map(node => [node, sizeValue(node, size)]));
  const largest = [...values.values()].reduce((most, value) => Math.max(most, value), 0);
  chosenSigns = chooseSigns(view.members, name);
  const most = view.members.length > SMALL ? LARGEST * 0.9 : LARGEST;
  looks = new Map(
    view.members.map(node => {
      const sign = chosenSigns.signs.get(COLORINGS[name].of(node)) ?? OTHER;
      const share = size === "same" ? 0.15 : largest ? values.get(node) / largest : 0;
      return [
        node,
        {
          ...sign,
          size: Math.round((SMALLEST + (most - SMALLEST) * Math.sqrt(share)) * growth * 10) / 10,
          share,
          value: values.get(node),
        },
      ];
    }),
  );
  order = [...view.members].sort((a, b) => looks.get(b).share - looks.get(a).share || (a.id < b.id ? -1 : 1));
}
const nodeRow = node => {
  const look = looks.get(node);
  return {
    id: node.id,
    size: look.size,
    shape: look.shape,
    color: {
      background: look.color,
      border: theme.paper,
      hover: { background: look.color, border: theme.ink },
      highlight: { background: look.color, border: theme.ink },
    },
  };
};
function linkRow(link, most, arrows) {
  const isOwn = !link.edge,
    share = isOwn ? link.weight / most : link.relation.name === "likelyBuildsOn" ? link.weight : 0.2;
  return {
    id: link.key,
    from: link.source.id,
    to: link.target.id,
    width: 0.6 + 2.6 * share,
    dashes: view.links.size <= MANY_DASHES && link.edge?.status === "inferred" ? [5, 4] : false,
    arrows: arrows && link.relation.directed ? "to" : "",
    color: {
      color: linkColor(link),
      opacity:
        view.center && link.source !== view.center && link.target !== view.center
          ? 0.15
          : Math.max(FAINTEST, Math.min(0.55, 900 / view.links.size)),
      inherit: false,
    },
  };
}
// Far away nodes are drawn larger than they are, or a picture of thousands would be one of links only.
function fitSizes(scale = network.getScale()) {
  const wanted =
    GROWTH_STEP **
    Math.round(Math.log(Math.min(MOST_GROWTH, Math.max(1, 0.42 / scale))) / Math.log(GROWTH_STEP));
  if (wanted === growth) return;
  growth = wanted;
  showView(false);
}
const linkColor = link => link.relation.color;

let drawn = new Map();
function showView(isNew) {
  lookAt();
  filterView();
  if (isNew) {
    const isLarge = view.links.size > MANY_LINKS,
      arrows = view.links.size <= MANY_ARROWS || view.name === "around";
    const most =
      [...view.links.values()].reduce((largest, link) => Math.max(largest, link.edge ? 0 : link.weight), 0) ||
      1;
    network.setOptions({
      physics: { enabled: false },
      interaction: { hideEdgesOnDrag: isLarge, hideEdgesOnZoom: isLarge },
    });
    nodeSet.clear();
    linkSet.clear();
    nodeSet.add(
      view.members.map(node => ({ ...nodeRow(node), x: view.at.get(node)[0], y: view.at.get(node)[1] })),
    );
    linkSet.add([...view.links.values()].map(link => linkRow(link, most, arrows)));
  } else nodeSet.update(view.members.filter(node => drawn.get(node) !== lookKey(node)).map(nodeRow));
  drawn = new Map(view.members.map(node => [node, lookKey(node)]));
  hideRest();
  network.redraw();
}
const lookKey = node => {
  const { size, shape, color } = looks.get(node);
  return `${size} ${shape} ${color} ${theme.paper}`;
};
// Set in vis-network itself, in the version that pyvis ships: to update its data set takes two seconds for 5,000
// nodes and 25,000 links, too long for a slider.
function hideRest() {
  for (const node of view.members) network.body.nodes[node.id].options.hidden = !shownNodes.has(node);
  for (const key of view.links.keys()) network.body.edges[key].options.hidden = !shownLinks.has(key);
  network._updateVisibleIndices();
}

function viewportOf() {
  const from = network.DOMtoCanvas({ x: 0, y: 0 }),
    to = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  return [from.x, from.y, to.x, to.y];
}
function drawBehind(context) {
  if (view?.lanes) drawLanes(context, network.getScale(), viewportOf());
}
function drawAbove(context) {
  if (!view) return;
  const scale = network.getScale(),
    viewport = viewportOf();
  if (!focus) drawMainPath(context, scale);
  else drawFocus(context, scale, viewport);
  const first = new Set(focus ? focus.nodes : view.mainPapers.filter(paper => shownNodes.has(paper)));
  const others = focus ? [] : order.filter(node => shownNodes.has(node) && !first.has(node));
  const chosen = new Set(focus ? focus.chosen : first.size <= 30 ? first : []);
  drawnLabels = layLabels(
    context,
    [
      ...chosen,
      ...[...first].filter(node => !chosen.has(node)).sort((a, b) => radiusOf(b) - radiusOf(a)),
      ...others,
    ],
    scale,
    viewport,
    focus ? chosen : new Set(),
  );
  drawLabels(context, drawnLabels, scale);
  if (view.lanes) drawLaneNames(context, scale, viewport);
}
function drawMainPath(context, scale) {
  const steps = view.mainEdges.filter(edge => shownLinks.has(edge.key));
  if (!steps.length) return;
  for (const edge of steps)
    drawLine(context, edge.source, edge.target, {
      color: theme.main,
      width: Math.max(3, 2.5 / scale),
      arrow: true,
    });
  for (const edge of steps)
    for (const node of [edge.source, edge.target]) drawNode(context, node, theme.main, 2.5 / scale);
}
// What is chosen stands above a veil over all the rest, so nothing has to be redrawn but this.
function drawFocus(context, scale, viewport) {
  context.save();
  context.globalAlpha = 0.84;
  context.fillStyle = theme.paper;
  context.fillRect(viewport[0], viewport[1], viewport[2] - viewport[0], viewport[3] - viewport[1]);
  context.restore();
  for (const link of focus.links) {
    const isMain = focus.strong?.has(link.key);
    drawLine(context, link.source, link.target, {
      color: isMain ? theme.main : linkColor(link),
      width: (isMain ? 3.5 : 1.6) / Math.max(scale, 0.35),
      arrow: link.relation.directed,
    });
  }
  for (const node of focus.nodes)
    drawNode(
      context,
      node,
      focus.chosen.has(node) ? theme.main : theme.paper,
      (focus.chosen.has(node) ? 3 : 1) / Math.max(scale, 0.35),
    );
}
function drawLine(context, from, to, { color, width, arrow }) {
  const [x1, y1] = positionOf(from),
    [x2, y2] = positionOf(to);
  const length = Math.hypot(x2 - x1, y2 - y1) || 1,
    dx = (x2 - x1) / length,
    dy = (y2 - y1) / length;
  const end = length - radiusOf(to),
    head = arrow ? Math.min(width * 3.2, end) : 0;
  context.save();
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x1 + dx * (end - head), y1 + dy * (end - head));
  context.stroke();
  if (arrow) {
    const tip = [x1 + dx * end, y1 + dy * end];
    context.beginPath();
    context.moveTo(...tip);
    context.lineTo(tip[0] - dx * head - (dy * head) / 2, tip[1] - dy * head + (dx * head) / 2);
    context.lineTo(tip[0] - dx * head + (dy * head) / 2, tip[1] - dy * head - (dx * head) / 2);
    context.fill();
  }
  context.restore();
}
function drawNode(context, node, border, width) {
  const look = looks.get(node),
    [x, y] = positionOf(node);
  if (!look) return;
  context.save();
  context.translate(x, y);
  context.scale(look.size, look.size);
  context.fillStyle = look.color;
  context.strokeStyle = border;
  context.lineWidth = (2 * width) / look.size;
  context.stroke(OUTLINE_PATHS[look.shape]);
  context.fill(OUTLINE_PATHS[look.shape]);
  context.restore();
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
function fitAll() {
  const shown = [...shownNodes].map(node => node.id);
  network.fit({
    nodes: shown.length ? shown : undefined,
    minZoomLevel: 0.02,
    maxZoomLevel: 1.6,
    animation: false,
  });
}
function fitTo(some) {
  const points = some.filter(node => view.at.has(node)).map(positionOf);
  if (!points.length) return;
  const xs = points.map(([x]) => x),
    ys = points.map(([, y]) => y);
  const width = Math.max(...xs) - Math.min(...xs) + 260,
    height = Math.max(...ys) - Math.min(...ys) + 160;
  const scale = Math.min(1.3, canvas.clientWidth / width, canvas.clientHeight / height);
  const closer = Math.max(scale, network.getScale() * 0.5, 0.05);
  fitSizes(closer);
  network.moveTo({
    position: { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 },
    scale: closer,
    animation: !still() && { duration: 350 },
  });
}
