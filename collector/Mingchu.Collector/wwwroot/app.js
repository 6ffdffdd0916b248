// The browser's time zone, so that the server shows local times.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) document.cookie = `zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;

// One-key shortcuts press the button that carries the key, but never while somebody writes.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const at = event.target;
  if (at instanceof Element && at.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "Escape") {
    document.querySelectorAll("details[data-dropdown][open]").forEach(d => d.removeAttribute("open"));
    return;
  }
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button && !button.disabled) {
    event.preventDefault();
    button.click();
  }
});

// A filter applies when it is chosen.
document.addEventListener("change", event => {
  if (event.target.matches?.("[data-autosubmit]")) event.target.form.requestSubmit();
});

// Whoever types a name into a field for an area is shown the areas of that name; what is chosen is the path.
let typing;
document.addEventListener("input", event => {
  const field = event.target;
  if (!field.matches?.("input[list=areas]")) return;
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const answer = await fetch(`/api/v1/areas?limit=20&q=${encodeURIComponent(field.value)}`).catch(() => null);
    if (answer?.ok) field.list.replaceChildren(...(await answer.json()).items.map(area => new Option(area.name, area.area)));
  }, 200);
});

document.addEventListener("submit", event => {
  // Empty filters stay out of the address.
  if (event.target.matches?.("form.filters"))
    for (const field of event.target.elements)
      if (field.name && !field.value) field.disabled = true;
}, true);

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-reload]")) location.reload();
  document.querySelectorAll("details[data-dropdown][open]").forEach(d => {
    if (!d.contains(event.target) || event.target.closest("a")) d.removeAttribute("open");
  });
});
