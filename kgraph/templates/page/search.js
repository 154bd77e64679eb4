// Search with suggestions: all words of the question must stand in a name, accents and case aside.
const search = document.getElementById("search"),
  found = document.getElementById("found");
const MOST_FOUND = 12;
// Letters and signs that are no base with an accent, and that people type as others.
const ALIKE = {
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  "’": "'",
  "‘": "'",
  "‐": "-",
  "‑": "-",
  "–": "-",
};
const fold = text =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[øłđıßæœ’‘‐‑–]/g, sign => ALIKE[sign]);
let suggestions = [],
  active = -1;

function findNodes(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const hits = [];
  for (const node of nodes.values()) {
    node.folded ??= fold([node.label, ...(node.names ?? [])].join("\n"));
    if (!words.every(word => node.folded.includes(word))) continue;
    const isFirst = node.folded.startsWith(words[0]),
      isWord = words.every(word =>
        new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}`, "u").test(
          node.folded,
        ),
      );
    hits.push([node, (isFirst ? 2 : 0) + (isWord ? 1 : 0)]);
  }
  hits.sort(([a, ra], [b, rb]) => rb - ra || (b.links ?? 0) - (a.links ?? 0) || (a.id < b.id ? -1 : 1));
  return hits.map(([node]) => node);
}
function suggest() {
  const text = search.value.trim();
  const here = text ? findNodes(text) : [];
  list(here.slice(0, MOST_FOUND), here.length);
  if (page.live && text.length > 1) findElsewhere(text);
}
// The live explorer knows more than the page holds.
async function findElsewhere(text) {
  const answer = await ask(`/search?format=json&q=${encodeURIComponent(text)}`);
  if (!answer || search.value.trim() !== text) return;
  const merged = answer.results.map(hit => nodes.get(hit.id) ?? { ...hit, isElsewhere: true });
  list(merged.slice(0, MOST_FOUND), answer.total);
}
function list(hits, total) {
  suggestions = hits;
  active = -1;
  const rows = hits.map((node, place) =>
    make(
      "li",
      {
        role: "option",
        id: `found-${place}`,
        "aria-selected": "false",
        onmousedown: event => event.preventDefault(),
        onclick: () => pick(node),
      },
      make("span", {}, shorten(node.label, 90)),
      make("small", {}, [node.kind, isPaper(node) && node.year].filter(Boolean).join(" ")),
    ),
  );
  if (!rows.length && search.value.trim())
    rows.push(
      make(
        "li",
        { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        page.live ? "Nothing has this name." : "Nothing on this page has this name.",
      ),
    );
  if (total > hits.length)
    rows.push(
      make(
        "li",
        { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        `and ${(total - hits.length).toLocaleString("en")} more: add a word`,
      ),
    );
  found.replaceChildren(...rows);
  open(rows.length > 0);
}
function open(isOpen) {
  found.hidden = !isOpen;
  search.setAttribute("aria-expanded", String(isOpen));
  search.removeAttribute("aria-activedescendant");
}
function pick(node) {
  open(false);
  search.value = "";
  if (node.isElsewhere) goElsewhere(node.id);
  else choose(node);
}
function mark(place) {
  active = (place + suggestions.length) % suggestions.length;
  suggestions.forEach((_, number) =>
    found.children[number].setAttribute("aria-selected", String(number === active)),
  );
  found.children[active].scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", `found-${active}`);
}
search.addEventListener("input", suggest);
search.addEventListener("focus", () => search.value && suggest());
search.addEventListener("blur", () => open(false));
search.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    search.value = "";
    open(false);
    canvas.focus();
    return;
  }
  if (!suggestions.length) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
  }
  if (event.key === "Enter") {
    event.preventDefault();
    pick(suggestions[Math.max(active, 0)]);
  }
});
