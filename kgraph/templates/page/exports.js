// The picture as PNG and SVG, what is chosen as CSV: the chosen node with its neighbours, the path, or all that is shown.
function download(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
const selectedNodes = () =>
  focus ? order.filter(node => focus.nodes.includes(node)) : order.filter(node => shownNodes.has(node));
const selectedLinks = () => (focus ? focus.links : [...shownLinks.values()]);

const csvCell = value =>
  value == null
    ? ""
    : /[",\r\n]/.test(String(value))
      ? `"${String(value).replaceAll('"', '""')}"`
      : String(value);
const csvOf = rows => rows.map(row => `${row.map(csvCell).join(",")}\n`).join("");
function nodesCsv() {
  const name = coloring();
  return csvOf([
    [
      "id",
      "kind",
      "label",
      "date",
      "venue",
      "papers",
      "years",
      `${COLORINGS[name].label} shown`,
      sizing(),
      "x",
      "y",
    ],
    ...selectedNodes().map(node => [
      node.id,
      node.kind,
      node.label,
      node.date,
      node.venue,
      node.papers,
      yearsOf(node).join(" "),
      COLORINGS[name].name(COLORINGS[name].of(node)),
      looks.get(node).value,
      ...positionOf(node).map(Math.round),
    ]),
  ]);
}
function linksCsv() {
  return csvOf([
    ["source", "relation", "target", "weight", "status", "why"],
    ...selectedLinks().map(link => [
      link.source.id,
      link.relation.name,
      link.target.id,
      link.edge ? link.edge.weight : link.weight,
      link.edge?.status ?? "computed",
      sentenceOf(link) + (link.relation.name === "likelyBuildsOn" ? ` ${reasonOf(link.edge)}.` : ""),
    ]),
  ]);
}

function png() {
  const source = canvas.querySelector("canvas"),
    copy = document.createElement("canvas");
  copy.width = source.width;
  copy.height = source.height;
  const context = copy.getContext("2d");
  context.fillStyle = theme.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(source, 0, 0);
  copy.toBlob(blob => download(`${view.name}.png`, blob, "image/png"), "image/png");
}

const escapeXml = text =>
  String(text)
    .replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "",
    );
// What the canvas shows, drawn once more as lines, shapes and text.
function svg() {
  const scale = network.getScale(),
    [left, top, right, bottom] = viewportOf(),
    width = canvas.clientWidth,
    height = canvas.clientHeight;
  const px = ([x, y]) => [((x - left) * scale).toFixed(1), ((y - top) * scale).toFixed(1)];
  const inside = node => {
    const [x, y] = positionOf(node),
      far = radiusOf(node);
    return x + far > left && x - far < right && y + far > top && y - far < bottom;
  };
  const main = new Set(focus ? [] : view.mainEdges.map(edge => edge.key));
  const parts = [];
  for (const [place, lane] of (view.lanes ?? []).entries()) {
    const y = (lane.top - top) * scale;
    if (place % 2 === 0)
      parts.push(
        `<rect x="0" y="${y.toFixed(1)}" width="${width}" height="${((lane.bottom - lane.top) * scale).toFixed(1)}" fill="${theme.band}"/>`,
      );
  }
  for (const [year, x] of view.lanes ? yearsWithRoom(scale) : []) {
    const at = ((x - left) * scale).toFixed(1);
    parts.push(
      `<path d="M${at} 0V${height}" stroke="${theme.line}"/><text x="${Number(at) + 4}" y="${height - 6}" fill="${theme.quiet}">${year}</text>`,
    );
  }
  for (const link of selectedLinks()) {
    if (!inside(link.source) && !inside(link.target)) continue;
    const [x1, y1] = px(positionOf(link.source)),
      [x2, y2] = px(positionOf(link.target)),
      isMain = main.has(link.key) || focus?.strong?.has(link.key);
    parts.push(
      `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${isMain ? theme.main : linkColor(link)}" stroke-width="${isMain ? 3 : 1}" stroke-opacity="${isMain || focus ? 0.9 : 0.4}"${link.relation.directed ? ' marker-end="url(#to)"' : ""}${link.edge?.status === "inferred" && !isMain ? ' stroke-dasharray="5 4"' : ""}><title>${escapeXml(sentenceOf(link))}</title></path>`,
    );
  }
  for (const node of selectedNodes()) {
    if (!inside(node)) continue;
    const look = looks.get(node),
      [x, y] = px(positionOf(node));
    parts.push(
      `<path d="${OUTLINES[look.shape]}" transform="translate(${x} ${y}) scale(${(look.size * scale).toFixed(2)})" fill="${look.color}" stroke="${theme.paper}" stroke-width="${(1 / (look.size * scale)).toFixed(3)}"><title>${escapeXml(node.label)}</title></path>`,
    );
  }
  const text = (x, y, words, extra) =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${theme.ink}" paint-order="stroke" stroke="${theme.paper}" stroke-width="3" stroke-linejoin="round"${extra}>${escapeXml(words)}</text>`;
  for (const label of drawnLabels)
    label.lines.forEach((line, place) =>
      parts.push(
        text(
          label.x - left * scale,
          label.top - top * scale + place * LINE + 10,
          line,
          ' text-anchor="middle"',
        ),
      ),
    );
  for (const lane of view.lanes ?? [])
    parts.push(text(8, (lane.top - top) * scale + 13, laneName(lane), ' font-weight="600"'));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="${FONT}">\n<title>${escapeXml(`${page.title}: ${VIEW_NAMES[view.name]}`)}</title>\n<defs><marker id="to" viewBox="0 0 10 10" refX="16" refY="5" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 10 5 0 10Z" fill="context-stroke"/></marker></defs>\n<rect width="100%" height="100%" fill="${theme.paper}"/>\n${parts.join("\n")}\n</svg>\n`;
}
const EXPORTS = {
  png,
  svg: () => download(`${view.name}.svg`, svg(), "image/svg+xml"),
  nodes: () => download(`${view.name}-nodes.csv`, nodesCsv(), "text/csv"),
  links: () => download(`${view.name}-links.csv`, linksCsv(), "text/csv"),
};
for (const button of document.querySelectorAll("[data-export]"))
  button.addEventListener("click", () => {
    EXPORTS[button.dataset.export]();
    document.getElementById("exports").open = false;
  });
