// Readings above the kanji of a page, for a reader who asks for them; off until then, and kept for the next page.
// A page that always has them gets them here for results of a search alone, which a script puts into it.
// The city's list of words comes as a script of its own when it is first needed. How a word is found in a text is said
// in hooks/plan/html/ruby.py, which does the same for pages that always have readings; a test holds the two together.
(function () {
  "use strict";
  var root = document.documentElement, KANJI = /[\u3005\u3006\u3400-\u9fff\uf900-\ufaff]/, DIGIT = /[0-9０-９]/;
  var RUN = /[\u3005\u3006\u3400-\u9fff\uf900-\ufaff]+/g, HIRAGANA = /[ぁ-ゖ]/, PARTICLES = "はがをにのでともやへ";
  var INLINE = names("a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u wbr");
  var BARE = names("audio canvas code head iframe kbd math noscript object option pre rp rt ruby samp script select style "
    + "svg template textarea title video");
  var words = null, tags = {};

  function names(list) {
    var found = {};
    list.split(" ").forEach(function (name) {
      found[name] = true;
    });
    return found;
  }

  // ---- The words: by their first letter, the longest first, of one length that which asks for most around it
  function read(given) {
    words = {};
    tags = names(given.tags.join(" "));
    Object.keys(given.words).forEach(function (written) {
      var part = /^(?:（([^）]*)）)?([^（]*)(?:（([^）]*)）)?$/.exec(written), word = part[2];
      (words[word[0]] = words[word[0]] || []).push({
        word: word, kana: given.words[written] ? given.words[written].split(" ") : [], before: part[1] || "", after: part[3] || ""
      });
    });
    Object.keys(words).forEach(function (first) {
      words[first].sort(function (one, other) {
        return other.word.length - one.word.length
          || other.before.length + other.after.length - one.before.length - one.after.length;
      });
    });
  }

  function like(wanted, found) {
    return wanted.length === found.length && wanted.split("").every(function (mark, place) {
      var char = found[place];
      return mark === char || (mark === "#" && DIGIT.test(char)) || (mark === "*" && KANJI.test(char));
    });
  }

  function fits(one, text, start, end) {
    if (one.before || one.after) {
      return like(one.before, text.slice(Math.max(0, start - one.before.length), start))
        && like(one.after, text.slice(end, end + one.after.length));
    }
    if (one.word.length > 1) return true;
    var before = text.charAt(start - 1), after = text.charAt(end);
    if (KANJI.test(before) || DIGIT.test(before) || KANJI.test(after)) return false;
    return !HIRAGANA.test(after) || PARTICLES.indexOf(after) >= 0;
  }

  function wordAt(text, at) {
    return (Object.prototype.hasOwnProperty.call(words, text[at]) ? words[text[at]] : []).filter(function (one) {
      return text.startsWith(one.word, at) && fits(one, text, at, at + one.word.length);
    })[0];
  }

  // Where readings stand in a text: [start, end, kana].
  function placed(text) {
    var all = [], at = 0, run;
    for (;;) {
      RUN.lastIndex = at;
      run = RUN.exec(text);
      if (!run) return all;
      var end = run.index + run[0].length, found = [];
      at = run.index;
      while (at < end) {
        var one = wordAt(text, at);
        if (one) {
          found = found.concat(above(one, at));
          at += one.word.length;
        } else if (at === run.index && at && DIGIT.test(text[at - 1])) at += 1;
        else {
          found = [];
          at = end;
        }
      }
      all = all.concat(found);
    }
  }

  function above(one, at) {
    var found = [], match, number = 0, runs = new RegExp(RUN.source, "g");
    while (one.kana.length && (match = runs.exec(one.word))) {
      found.push([at + match.index, at + match.index + match[0].length, one.kana[number]]);
      number += 1;
    }
    return found;
  }

  // ---- The page: the texts of a line belong together, through all elements that stand within it
  function isRead(element) {
    var around = element.closest("[lang]");
    return Boolean(around) && Object.prototype.hasOwnProperty.call(tags, around.getAttribute("lang"));
  }

  function isBare(element) {
    for (var one = element; one && one.nodeType === 1; one = one.parentNode) {
      if (Object.prototype.hasOwnProperty.call(BARE, one.localName) || one.hasAttribute("data-no-readings")) return true;
    }
    return false;
  }

  function setWithin(element) {
    if (isBare(element)) return;
    var line = [];

    function finish() {
      if (line.length) setLine(line);
      line = [];
    }

    (function walk(parent, on) {
      Array.prototype.slice.call(parent.childNodes).forEach(function (node) {
        if (node.nodeType === 3) {
          if (on) line.push(node);
          else finish();
        } else if (node.nodeType === 1) {
          var apart = !Object.prototype.hasOwnProperty.call(INLINE, node.localName);
          if (apart) finish();
          if (!Object.prototype.hasOwnProperty.call(BARE, node.localName) && !node.hasAttribute("data-no-readings")) {
            walk(node, node.hasAttribute("lang") ? isRead(node) : on);
          }
          if (apart) finish();
        }
      });
    })(element, isRead(element));
    finish();
  }

  // A word that goes on in another element stays bare.
  function setLine(line) {
    var start = 0, waiting = placed(line.map(function (node) {
      return node.data;
    }).join(""));
    line.forEach(function (node) {
      var text = node.data, end = start + text.length, done = 0, made = document.createDocumentFragment();
      while (waiting.length && waiting[0][0] < end) {
        var one = waiting.shift();
        if (one[0] >= start && one[1] <= end) {
          made.append(text.slice(done, one[0] - start), ruby(text.slice(one[0] - start, one[1] - start), one[2]));
          done = one[1] - start;
        }
      }
      start = end;
      if (done) {
        made.append(text.slice(done));
        node.replaceWith(made);
      }
    });
  }

  // A screen reader gets the kanji alone, or it would say every word twice.
  function ruby(text, kana) {
    var made = document.createElement("ruby"), reading = document.createElement("rt");
    made.className = "asked";
    reading.textContent = kana;
    reading.setAttribute("aria-hidden", "true");
    made.append(text, reading);
    return made;
  }

  function takeAway() {
    Array.prototype.forEach.call(document.querySelectorAll("ruby.asked"), function (made) {
      var parent = made.parentNode;
      made.replaceWith(made.firstChild);
      parent.normalize();
    });
  }

  // What other scripts put into the page later gets its readings too.
  var watch = new MutationObserver(function (changes) {
    watch.disconnect();
    changes.forEach(function (change) {
      if (change.addedNodes.length && change.target.isConnected) setWithin(change.target);
    });
    look();
  });
  function look() {
    watch.observe(button ? document.body : later, { childList: true, subtree: true });
  }

  function load(address, done, failed) {
    var script = document.createElement("script");
    script.src = address;
    script.onload = function () {
      read(window.planReadings);
      done();
    };
    script.onerror = failed;
    document.head.append(script);
  }

  // ---- The switch
  var button = document.querySelector("button.readings"), wanted = root.classList.contains("readings"), asked = false;
  var later = document.querySelector(".search-answer[data-readings]");

  function show() {
    root.classList.toggle("readings", wanted);
    button.setAttribute("aria-pressed", String(wanted));
    if (!wanted) {
      watch.disconnect();
      takeAway();
    } else if (words) {
      setWithin(document.body);
      look();
    } else if (!asked) {
      asked = true;
      load(root.dataset.readings, show, function () {
        asked = wanted = false;
        show();
      });
    }
  }

  // What the page had from the beginning has its readings; of the rest, nothing is lost where the list does not come.
  if (!button) {
    if (later) load(later.dataset.readings, function () {
      later.querySelectorAll("#results, #results-said, .words").forEach(setWithin);
      look();
    });
    return;
  }
  button.hidden = false;
  button.addEventListener("click", function () {
    wanted = !wanted;
    try {
      localStorage.setItem("readings", wanted ? "on" : "off");
    } catch (error) {
      // The choice lasts for this page only.
    }
    show();
  });
  show();
})();
