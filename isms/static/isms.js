// Makes pages smoother; carries no rule. Every page works without it.
for (const all of document.querySelectorAll("[data-pick-all]")) {
  const picks = () => all.closest("table").querySelectorAll("tbody .pick");
  all.hidden = false;
  all.addEventListener("change", () => picks().forEach((pick) => (pick.checked = all.checked)));
}
