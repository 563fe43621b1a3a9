// What scripts add to pages that are whole without them: definitions beside terms, the choice of colors,
// and the list of projects filtered in place.
(function () {
  "use strict";

  // ---- A copy of the site on a disk: no server turns the address of a folder into its page
  if (location.protocol === "file:") {
    ["click", "auxclick", "submit"].forEach(function (kind) {
      document.addEventListener(kind, function (event) {
        var link = event.target.closest("a[href]"), form = event.type === "submit" ? event.target : null;
        if (link && /\/$/.test(link.pathname)) link.pathname += "index.html";
        if (form) form.action = form.action.replace(/\/$/, "/index.html");
      }, true);
    });
  }

  // What the reader chose goes into the address, so that it can be kept and sent.
  window.planAddress = function (query) {
    try {
      history.replaceState(null, "", location.pathname + query + location.hash);
    } catch (error) {
      // A browser may not allow it for a file on a disk; nothing else depends on it.
    }
  };

  // ---- A term's definition: on hover, on focus, and on the first tap. Escape closes; the pointer may rest on it.
  var tip = document.createElement("div"), owner = null, timer = 0, touched = false;
  var resting = null, dismissed = null;
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
    if (touched) tip.append(wayOn(term));
    tip.hidden = false;
    term.setAttribute("aria-describedby", tip.id);
    var box = term.getBoundingClientRect(), turned = getComputedStyle(document.body).direction === "rtl";
    var left = (turned ? box.right - tip.offsetWidth : box.left) + window.scrollX;
    var room = document.documentElement.clientWidth - tip.offsetWidth - 16;
    tip.style.setProperty("left", Math.max(16, Math.min(left, room)) + "px");
    var above = box.bottom + tip.offsetHeight + 12 > window.innerHeight && box.top > tip.offsetHeight + 12;
    tip.style.setProperty("top", (above ? box.top - tip.offsetHeight - 6 : box.bottom + 6) + window.scrollY + "px");
  }

  // Where a tap opened it, the tip has the way that the tap would have led, and the focus, so that it is read out.
  function wayOn(term) {
    var way = document.createElement("a");
    way.className = "term-more";
    way.href = term.href;
    way.textContent = document.body.dataset.termMore;
    way.setAttribute("aria-describedby", tip.id);
    return way;
  }

  function hide() {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    tip.hidden = true;
  }

  function termOf(event) {
    return event.target.closest ? event.target.closest("a.term") : null;
  }

  // A tip that Escape closed lets a pointer that did not move rest on what lay below: that is no hover, and opens nothing.
  document.addEventListener("pointermove", function (event) {
    resting = [event.clientX, event.clientY].join();
  }, { passive: true });
  document.addEventListener("pointerover", function (event) {
    var term = termOf(event);
    if (dismissed && dismissed === [event.clientX, event.clientY].join()) return;
    dismissed = null;
    if (term && event.pointerType === "mouse") show(term);
    else if (tip.contains(event.target)) clearTimeout(timer);
    else if (owner && event.pointerType === "mouse") {
      clearTimeout(timer);
      timer = setTimeout(hide, 300);
    }
  });
  document.addEventListener("focusin", function (event) {
    var term = termOf(event);
    if (term && term.matches(":focus-visible")) show(term);
    else if (term !== owner && !tip.contains(event.target)) hide();
  });
  document.addEventListener("keydown", function (event) {
    touched = false;
    if (event.key !== "Escape") return;
    if (owner) dismissed = resting;
    if (owner && tip.contains(document.activeElement)) owner.focus();
    hide();
  });
  document.addEventListener("pointerdown", function (event) {
    touched = event.pointerType === "touch" || event.pointerType === "pen";
  });
  document.addEventListener("click", function (event) {
    var term = termOf(event);
    if (term && touched && owner !== term) {
      event.preventDefault();
      show(term);
      tip.querySelector("a").focus({ preventScroll: true });
    } else if (!term && !tip.contains(event.target)) hide();
  });

  // ---- Light or dark
  var button = document.querySelector("button.scheme");
  function isDark() {
    var chosen = document.documentElement.dataset.scheme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function press() {
    button.setAttribute("aria-pressed", String(isDark()));
  }
  if (button) {
    button.hidden = false;
    press();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", press);
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      document.documentElement.dataset.scheme = next;
      try {
        localStorage.setItem("scheme", next);
      } catch (error) {
        // The choice lasts for this page only.
      }
      press();
    });
  }

  // ---- Menus: one is open at a time, for they lie over the same place; Escape closes it, and the key stands where it was
  var menus = Array.prototype.slice.call(document.querySelectorAll("details.menu"));
  menus.forEach(function (menu) {
    menu.addEventListener("toggle", function () {
      menus.forEach(function (other) {
        if (menu.open && other !== menu) other.open = false;
      });
    });
  });
  document.addEventListener("keydown", function (event) {
    menus.forEach(function (menu) {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // ---- A table that fits is no stop for the keyboard, and its name is said once, as its caption
  function stops() {
    Array.prototype.forEach.call(document.querySelectorAll(".table-scroll"), function (box) {
      var label = box.getAttribute("aria-label") || box.dataset.label;
      if (box.scrollWidth > box.clientWidth || !box.querySelector("caption")) {
        box.setAttribute("tabindex", "0");
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", label);
      } else {
        box.dataset.label = label;
        ["tabindex", "role", "aria-label"].forEach(function (name) {
          box.removeAttribute(name);
        });
      }
    });
  }
  if (window.ResizeObserver) {
    var sizes = new ResizeObserver(stops);
    Array.prototype.forEach.call(document.querySelectorAll(".table-scroll, .table-scroll > table"), function (one) {
      sizes.observe(one);
    });
  }

  // ---- The other languages: the same place, search and choices
  Array.prototype.forEach.call(document.querySelectorAll("a.language"), function (link) {
    link.addEventListener("click", function () {
      link.href = link.href.replace(/[?#].*$/, "") + location.search + location.hash;
    });
  });

  // ---- Print: quotes and what pictures show are printed unfolded; style sheets do the same for browsers that know how
  var unfolded = [];
  window.addEventListener("beforeprint", function () {
    unfolded = document.querySelectorAll("details:is(.quotes, .picture-description):not([open])");
    Array.prototype.forEach.call(unfolded, function (folded) {
      folded.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    Array.prototype.forEach.call(unfolded, function (folded) {
      folded.open = false;
    });
  });
  var print = document.querySelector("button.print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () {
      window.print();
    });
  }

  // ---- What an address names and is folded is unfolded; where a place moved to a page of its own, the way leads on
  function unfold() {
    var place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    var folded = place.closest("details"), on = place.closest(".topic-links li");
    if (on) location.replace(on.firstChild.href);
    else if (folded && !folded.open) {
      folded.open = true;
      place.scrollIntoView();
    }
  }
  if (location.hash) unfold();
  addEventListener("hashchange", unfold);

  // ---- The page passed on: by the system's own way where it has one; its link copied, with an answer
  var share = document.querySelector("button.share-page"), copy = document.querySelector("button.copy-link");
  var canonical = document.querySelector("link[rel=canonical]"), answer = document.querySelector(".share [aria-live]");
  function address() {
    return (canonical ? canonical.href : location.href.replace(/[?#].*$/, "")) + location.search + location.hash;
  }
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", function () {
      navigator.share({ title: document.title, url: address() }).catch(function () {
        // Whoever changes their mind shares nothing.
      });
    });
  }
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", function () {
      answer.textContent = "";
      navigator.clipboard.writeText(address()).then(function () {
        answer.textContent = copy.dataset.done;
      }, function () {
        answer.textContent = copy.dataset.failed;
      });
    });
  }

  // ---- The list of projects: filtered and sorted in place. The choices of its form come from the address and go
  // into it; `apply` shows what they mean. The list of a large plan is shown by projects.js.
  window.planFilter = function (form, apply) {
    function stateOfForm() {
      var state = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (value && !(name === "sort" && value === "number")) state.set(name, value);
      });
      return state;
    }

    // A field may have had other names in former addresses.
    function nameIn(state, field) {
      return [field.name].concat((field.dataset.former || "").split(" ")).filter(function (name) {
        return name && state.has(name);
      })[0];
    }

    function fill(state) {
      Array.prototype.forEach.call(form.elements, function (field) {
        var name = nameIn(state, field);
        if (field.type === "checkbox") field.checked = Boolean(name);
        else if (field.name) field.value = name && state.get(name) || (field.name === "sort" ? "number" : "");
      });
    }

    // What the list is filtered by stands in the line that opens the form: closed, it does not hide the results.
    function show(state) {
      var chosen = [];
      Array.prototype.forEach.call(form.elements, function (field) {
        if (field.name === "sort") return;
        if (field.type === "checkbox" && field.checked) chosen.push(field.labels[0].textContent.trim());
        else if (field.selectedOptions && field.value) chosen.push(field.selectedOptions[0].textContent.trim());
      });
      said.hidden = !chosen.length;
      said.textContent = chosen.join(said.dataset.between);
      apply(state);
    }

    var box = document.querySelector("details.filter-box"), said = box.querySelector(".chosen");
    box.hidden = false;
    box.open = matchMedia("(min-width: 62em)").matches;
    document.querySelector(".count").hidden = false;
    fill(new URLSearchParams(location.search));
    show(stateOfForm());
    form.addEventListener("input", function () {
      var state = stateOfForm(), words = state.toString();
      window.planAddress(words ? "?" + words : "");
      show(state);
    });
    form.addEventListener("reset", function () {
      setTimeout(function () {
        form.dispatchEvent(new Event("input"));
      });
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    addEventListener("popstate", function () {
      fill(new URLSearchParams(location.search));
      show(stateOfForm());
    });
  };

  var form = document.querySelector("form.filter"), list = document.querySelector("#project-list");
  if (!form || !list.children.length) return;
  var items = Array.prototype.slice.call(list.children);
  var count = document.querySelector(".count"), pattern = count.dataset.pattern;

  // Each field of the form but the order has a data attribute of its name, with its values parted by blanks.
  function fits(item, state) {
    var right = true;
    state.forEach(function (wanted, name) {
      if (name !== "sort") right = right && (" " + item.getAttribute("data-" + name) + " ").indexOf(" " + wanted + " ") >= 0;
    });
    return right;
  }

  window.planFilter(form, function (state) {
    var shown = 0, sort = state.get("sort") || "number";
    items.forEach(function (item) {
      var right = fits(item, state);
      item.hidden = !right;
      if (right) shown += 1;
    });
    items.slice().sort(function (one, other) {
      return sort === "number" ? items.indexOf(one) - items.indexOf(other)
        : one.dataset[sort].localeCompare(other.dataset[sort], document.documentElement.lang);
    }).forEach(function (item) {
      list.appendChild(item);
    });
    count.textContent = pattern.replace("{shown}", shown).replace("{all}", items.length);
  });
})();
