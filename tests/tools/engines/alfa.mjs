// Runs Siteimprove Alfa on pages that a browser has taken apart: beside this file lies the folder of its packages.
//
// The first line that it writes holds the two functions by which a browser takes a page apart: {node, device}. Each line
// that it reads is a page: {url, node, device}; each line that it writes for one is {passed: {rule: count}, found:
// [[rule, outcome, element]]}. It ends with its input.
import { createInterface } from "node:readline";
import { Audit, Outcome } from "@siteimprove/alfa-act";
import { Device } from "@siteimprove/alfa-device";
import { Native as Window } from "@siteimprove/alfa-device/native";
import { Node, Text } from "@siteimprove/alfa-dom";
import { Native as Tree } from "@siteimprove/alfa-dom/native";
import { Request, Response } from "@siteimprove/alfa-http";
import rules from "@siteimprove/alfa-rules";
import { URL } from "@siteimprove/alfa-url";
import { Page } from "@siteimprove/alfa-web";

const name = (rule) => rule.uri.split("/").pop();
const markup = (node) => String(node).replace(/\s+/g, " ").trim().slice(0, 300);
// Of a text, the element around it; of a group of elements, each.
const said = (target) => {
  if (Text.isText(target)) return target.parent().map(markup).getOr("");
  return Node.isNode(target) ? markup(target) : [...target].map(markup).join(" | ");
};

async function audited({ url, node, device }) {
  const address = URL.parse(url).getUnsafe();
  const seen = Device.from(device);
  const page = Page.of(Request.of("GET", address), Response.of(address, 200), Node.from(node, seen), seen);
  const passed = {};
  const found = [];
  for (const outcome of await Audit.of(page, rules).evaluate()) {
    const rule = name(outcome.rule);
    if (Outcome.isPassed(outcome)) passed[rule] = (passed[rule] ?? 0) + 1;
    else if (Outcome.isApplicable(outcome)) found.push([rule, outcome.outcome, said(outcome.target)]);
  }
  return { passed, found };
}

const write = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
write({ node: Tree.fromNode.toString(), device: Window.fromWindow.toString() });
for await (const line of createInterface({ input: process.stdin })) write(await audited(JSON.parse(line)));
