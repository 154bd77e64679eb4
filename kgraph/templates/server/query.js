"use strict";
// The page reads and asks without this script; it sorts the table and runs a query from the keyboard.
const text = document.getElementById("query");
text.addEventListener("keydown", event => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) text.form.requestSubmit();
});
for (const head of document.querySelectorAll(".answer th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => sortBy(head));
}
function sortBy(head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const body = head.closest("table").tBodies[0], place = head.cellIndex;
  const rows = [...body.rows];
  const number = rows.every(row => row.cells[place].textContent === "" || row.cells[place].className === "number");
  const order = new Intl.Collator("en", { numeric: true }).compare;
  const value = row => row.cells[place].textContent;
  const compare = number ? (a, b) => Number(value(a)) - Number(value(b)) : (a, b) => order(value(a), value(b));
  rows.sort((a, b) => (down ? compare(b, a) : compare(a, b)));
  body.append(...rows);
}
