// The theme leaves the dialog of the search without a name.
addEventListener("DOMContentLoaded", () => {
  const chinese = document.documentElement.lang.startsWith("zh");
  document.querySelector(".md-search")?.setAttribute("aria-label", chinese ? "检索" : "Search");
});
