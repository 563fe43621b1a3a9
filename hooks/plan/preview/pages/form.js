// Checks a form as one types: what the program would refuse is said at its value. Without this, it is said on saving.
"use strict";
(() => {
  const form = document.querySelector("form.plan");
  if (!form) return;
  const state = form.querySelector(".state");
  const pattern = document.querySelector("#sentence").content.firstElementChild;
  let waiting, asked = 0, unsaved = false, sending = false;

  const said = (found) => {
    for (const list of document.querySelectorAll("ul.said[data-for]")) {
      const lines = found[list.dataset.for] || [];
      list.replaceChildren(...lines.map(([ja, en]) => {
        const line = pattern.cloneNode(true);
        line.prepend(ja);
        line.lastElementChild.textContent = en || "";
        return line;
      }));
      for (const input of form.elements)
        if (list.dataset.for && (input.name === `v:${list.dataset.for}` || input.name === list.dataset.for))
          lines.length ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
    }
  };

  const check = async () => {
    const turn = ++asked, sent = new URLSearchParams(new FormData(form));
    sent.append("check", "1");
    try {
      const answer = await fetch(location.href, { method: "POST", body: sent });
      if (!answer.ok) throw new Error(await answer.text());
      const told = await answer.json();
      if (turn !== asked) return;
      said(told.findings);
      const count = Object.values(told.findings).flat().length;
      state.textContent = count ? `直すところ: ${count}か所` : told.changed ? `変えたところ: ${told.changed}か所（まだ保存していません）` : "";
    } catch (error) {
      if (turn === asked) state.textContent = `確かめられません。プレビューが動いているか確かめます。${error.message}`;
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(waiting);
    waiting = setTimeout(check, 400);
  });
  form.addEventListener("submit", () => { sending = true; });
  form.querySelector("[aria-invalid=true]")?.focus(); // what has to be put right, as the page comes
  const chapter = form.querySelector("textarea[data-line]");
  if (chapter) { // the line that one came for, chosen and in sight
    const lines = chapter.value.split("\n"), at = Math.min(Number(chapter.dataset.line), lines.length) - 1;
    const start = lines.slice(0, at).join("\n").length + (at > 0 ? 1 : 0);
    chapter.value = lines.slice(0, at + 1).join("\n");
    chapter.scrollTop = chapter.scrollHeight;
    const seen = Math.max(0, chapter.scrollTop - (at > 0 ? chapter.clientHeight / 3 : 0));
    chapter.value = lines.join("\n");
    chapter.focus({ preventScroll: false });
    chapter.setSelectionRange(start, start + lines[at].length);
    chapter.scrollTop = seen;
  }
  addEventListener("beforeunload", (event) => { if (unsaved && !sending) event.preventDefault(); });
})();
