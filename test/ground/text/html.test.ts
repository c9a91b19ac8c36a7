import { html, joined, trusted } from "notat/dist/lib/ground/text/html.js";
import { expect, test } from "vitest";

test("html`…` escapes every text put in, also within attributes and lists", () => {
  const name = `<img src=x onerror="alert(1)"> & 'co'`;
  expect(String(html`<td title="${name}">${[name, 7]}</td>`)).toBe(
    "<td title=\"&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; 'co'\">&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; 'co'7</td>",
  );
});

test("html`…` takes out characters that make text read as something else", () => {
  expect(String(html`${"a\u202eb\u0000c\ue000"}`)).toBe("abc");
});

test("html`…` puts in HTML as it is, and nothing for null, undefined and false", () => {
  expect(String(html`<p>${html`<b>${"<"}</b>`}${null}${undefined}${false}${trusted("<hr>")}</p>`)).toBe(
    "<p><b>&lt;</b><hr></p>",
  );
});

test("joined(pieces, between) escapes texts and keeps HTML", () => {
  expect(String(joined(["<", html`<br>`], "; "))).toBe("&lt;; <br>");
});
