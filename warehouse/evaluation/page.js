"use strict";
// Marks, their precision as they come in, and the files to download. Nothing leaves the page.
const sample = document.getElementById("sample");
const items = Array.from(sample.querySelectorAll("article"));
const keys = { 1: "right", 2: "wrong", 3: "unsure" };
const store = ["fazhi-marks", sample.dataset.version, sample.dataset.metric, sample.dataset.seed, items.length].join(":");

// Wilson's score interval, 95 %: the same as `fazhi audit-sample --read` prints.
function wilson(right, total) {
  const z = 1.959963984540054, share = right / total, weight = (z * z) / total;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / total + weight / (4 * total));
  return [right === 0 ? 0 : centre - half, right === total ? 1 : centre + half];
}

function count(mark) {
  return items.filter((item) => item.dataset.mark === mark).length;
}

function tell() {
  const right = count("right"), wrong = count("wrong"), unsure = count("unsure");
  let told = `${right + wrong + unsure} / ${items.length}`;
  if (right + wrong > 0) {
    const share = (x) => (100 * x).toFixed(1) + " %";
    const [low, high] = wilson(right, right + wrong);
    told += ` · 精确率 precision ${share(right / (right + wrong))} [${share(low)}, ${share(high)}]`;
  }
  document.getElementById("tally").textContent = told;
}

function marks() {
  return items.filter((item) => item.dataset.mark).map((item) => ({
    observation_id: item.dataset.id, metric: item.dataset.metric, mark: item.dataset.mark,
  }));
}

function set(item, mark) {
  item.dataset.mark = mark;
  item.querySelector(`input[value="${mark}"]`).checked = true;
  // A page opened from a file may have no store: then a reload forgets.
  try { localStorage.setItem(store, JSON.stringify(marks())); } catch { /* nothing is kept */ }
  tell();
}

function restore() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(store) || "[]"); } catch { /* nothing was kept */ }
  for (const row of kept) {
    const item = items.find((one) => one.dataset.id === row.observation_id);
    if (item && Object.values(keys).includes(row.mark)) set(item, row.mark);
  }
}

function save(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

sample.addEventListener("change", (event) => set(event.target.closest("article"), event.target.value));

document.addEventListener("keydown", (event) => {
  if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  const focused = document.activeElement.closest("article");
  const item = focused || items.find((one) => !one.dataset.mark);
  if (!item) return;
  event.preventDefault();
  set(item, keys[event.key]);
  const next = items[items.indexOf(item) + 1];
  if (next) next.focus();
});

document.getElementById("save-json").addEventListener("click", () => {
  const { format, version, metric, seed, population } = sample.dataset;
  const told = {
    format, version: Number(version), metric: metric || null, seed: Number(seed),
    size: items.length, population: Number(population), marks: marks(),
  };
  save("marks.json", "application/json", JSON.stringify(told, null, 1) + "\n");
});

document.getElementById("save-csv").addEventListener("click", () => {
  const lines = marks().map((row) => `${row.observation_id},${row.metric},${row.mark}`);
  save("marks.csv", "text/csv", ["observation_id,metric,mark", ...lines, ""].join("\n"));
});

restore();
tell();
