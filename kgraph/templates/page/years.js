// The years: two sliders, and a button that plays them.
const PLAY_PACE = 900;
let playing = 0;
function play() {
  if (playing) return stop();
  const start = toYear() >= allYears[1] ? fromYear() : toYear();
  update({ last: start });
  playing = setInterval(() => {
    if (toYear() >= allYears[1]) return stop();
    update({ last: toYear() + 1 >= allYears[1] ? 0 : toYear() + 1 });
  }, PLAY_PACE);
  by("play").textContent = "❚❚";
  by("play").setAttribute("aria-label", "Stop");
}
function stop() {
  clearInterval(playing);
  playing = 0;
  by("play").textContent = "▶";
  by("play").setAttribute("aria-label", "Play the years");
}
function slide(name, value) {
  const first = name === "first" ? value : Math.min(fromYear(), value),
    last = name === "last" ? value : Math.max(toYear(), value);
  update({ first: first <= allYears[0] ? 0 : first, last: last >= allYears[1] ? 0 : last });
}
