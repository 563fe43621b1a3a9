// A term's definition beside the term: on hover and on focus, and on the first tap. Without this script the
// term is a plain link to the glossary. Escape closes; the pointer may move onto the definition.
(function () {
  "use strict";
  var tip = document.createElement("div"), owner = null, timer = 0;
  tip.className = "tip";
  tip.id = "term-definition";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.appendChild(tip);

  function show(term) {
    clearTimeout(timer);
    if (owner === term) return;
    hide();
    owner = term;
    tip.textContent = term.dataset.definition;
    tip.hidden = false;
    term.setAttribute("aria-describedby", tip.id);
    var box = term.getBoundingClientRect(), left = box.left + window.scrollX;
    var room = document.documentElement.clientWidth - tip.offsetWidth - 16;
    tip.style.setProperty("left", Math.max(16, Math.min(left, room)) + "px");
    var above = box.bottom + tip.offsetHeight + 12 > window.innerHeight && box.top > tip.offsetHeight + 12;
    tip.style.setProperty("top", (above ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + window.scrollY + "px");
  }

  function hide() {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    tip.hidden = true;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 300);
  }

  function termOf(event) {
    return event.target.closest ? event.target.closest("a.term") : null;
  }

  document.addEventListener("pointerover", function (event) {
    var term = termOf(event);
    if (term && event.pointerType === "mouse") show(term);
    else if (tip.contains(event.target)) clearTimeout(timer);
    else if (owner && event.pointerType === "mouse") later();
  });
  document.addEventListener("focusin", function (event) {
    var term = termOf(event);
    if (term && term.matches(":focus-visible")) show(term);
    else hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
  // A finger cannot hover: the first tap shows the definition, the second follows the link.
  var touched = false;
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch" || event.pointerType === "pen";
  });
  document.addEventListener("click", function (event) {
    var term = termOf(event);
    if (term && touched && owner !== term) {
      event.preventDefault();
      show(term);
    } else if (!term && !tip.contains(event.target)) {
      hide();
    }
  });
})();
