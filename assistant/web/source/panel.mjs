// What every page does with JavaScript. All of them work without it.
import { Button } from "./govuk-frontend/components/button/button.mjs";
import { CharacterCount } from "./govuk-frontend/components/character-count/character-count.mjs";
import { ErrorSummary } from "./govuk-frontend/components/error-summary/error-summary.mjs";
import { streamAnswers } from "./ask.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const Component of [Button, CharacterCount, ErrorSummary]) {
  for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
    new Component(element);
  }
}

for (const form of document.querySelectorAll("form[data-ask]")) {
  streamAnswers(form, document.querySelector("[data-stream]"));
}
