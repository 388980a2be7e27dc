// Makes pages smoother; carries no rule. Every page works without it.
for (const all of document.querySelectorAll("[data-pick-all]")) {
  const picks = () => all.closest("table").querySelectorAll("tbody .pick");
  all.hidden = false;
  all.addEventListener("change", () => picks().forEach((pick) => (pick.checked = all.checked)));
}
for (const search of document.querySelectorAll("[data-narrow]")) {
  const lines = search.nextElementSibling.children;
  const fits = (line) => line.querySelector(":checked") || line.textContent.toLowerCase().includes(search.value.toLowerCase());
  search.hidden = false;
  search.addEventListener("input", () => [...lines].forEach((line) => (line.hidden = !fits(line))));
  search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}
