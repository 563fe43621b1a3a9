// Marks in a page of the preview what the table of differences above it says: each wording where it stands.
(() => {
  const kept = document.getElementById("workbench-steps"), main = document.querySelector("main");
  if (!kept || !main) return;
  const blank = /[\s\u00ad\u200b]/, least = 4;
  const apart = "script, style, .workbench-differences, .spoken, del.workbench-mark";

  // Every letter that is seen, with its place.
  const letters = () => {
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(apart)) continue;
      for (let at = 0; at < node.data.length; at++) if (!blank.test(node.data[at])) found.push([node, at]);
    }
    return found;
  };
  const bare = (text) => [...text].filter((letter) => !blank.test(letter)).join("");

  const wrap = (places, id) => {
    const runs = [];
    for (const [node, at] of places) {
      const last = runs[runs.length - 1];
      if (last && last.node === node) last.end = at + 1;
      else runs.push({ node, start: at, end: at + 1 });
    }
    runs.reverse().forEach(({ node, start, end }, number) => {
      const range = document.createRange(), mark = document.createElement("ins");
      range.setStart(node, start);
      range.setEnd(node, end);
      mark.className = "workbench-mark";
      range.surroundContents(mark);
      if (id && number === runs.length - 1) mark.id = id;
    });
  };

  const leave = (place, after, words, id) => {
    const mark = document.createElement("del"), range = document.createRange();
    mark.className = "workbench-mark";
    mark.textContent = words;
    if (id) mark.id = id;
    range.setStart(place[0], place[1] + (after ? 1 : 0));
    range.insertNode(mark);
  };

  for (const [id, steps] of Object.entries(JSON.parse(kept.textContent))) {
    const places = letters(), text = places.map(([node, at]) => node.data[at]).join("");
    const whole = bare(steps.map(([kind, words]) => (kind === "-" ? "" : words)).join(""));
    const start = whole.length < least ? -1 : text.indexOf(whole);
    if (start < 0) continue;
    let at = start + whole.length;
    const made = [...steps].reverse();
    made.forEach(([kind, words], number) => {
      const first = number === made.length - 1 || made.slice(number + 1).every(([rest]) => rest === "=");
      const name = first ? `there-${id}` : "";
      if (kind === "-") leave(at > start ? places[at - 1] : places[at], at > start, words, name);
      else {
        at -= bare(words).length;
        if (kind === "+") wrap(places.slice(at, at + bare(words).length), name);
      }
    });
    const link = document.querySelector(`a.there[href="#there-${id}"]`);
    if (link && document.getElementById(`there-${id}`)) link.hidden = false;
  }
})();
