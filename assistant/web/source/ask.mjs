// Shows the quotations of an answer as they are found, then opens the answer's own page.
// Whatever goes wrong, the form is sent as it would be without JavaScript, and the page says what is wrong.

export function streamAnswers(form, place) {
  form.addEventListener("submit", (event) => {
    const asked = readForm(form);
    if (!asked) {
      return;
    }
    event.preventDefault();
    if (form.dataset.busy) {
      return;
    }
    form.dataset.busy = "yes";
    ask(asked, place)
      .then((answer) => location.assign(`/answers/${encodeURIComponent(answer)}${makeQuery(form)}`))
      .catch(() => form.submit());
  });
  // Someone who comes back to this page may ask again.
  window.addEventListener("pageshow", () => {
    delete form.dataset.busy;
    place.replaceChildren();
  });
}

// Returns what the service is asked, or null when the form must be looked at by the page itself.
function readForm(form) {
  const fields = new FormData(form);
  const question = fields.get("question").trim();
  const from = readDate(fields, "from");
  const to = readDate(fields, "to");
  const as_of = readDate(fields, "as-of");
  if (!question || question.length > Number(form.dataset.most) || [from, to, as_of].includes(undefined)) {
    return null;
  }
  return { question, history: [], kinds: fields.getAll("kind"), speakers: fields.getAll("speaker"), from, to, as_of };
}

// Returns a date as YYYY-MM-DD, null for none, undefined for what is not plainly one.
function readDate(fields, name) {
  const [day, month, year] = ["day", "month", "year"].map((part) => fields.get(`${name}-${part}`).trim());
  if (!day && !month && !year) {
    return null;
  }
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(written) && date.toJSON()?.startsWith(written) ? written : undefined;
}

function makeQuery(form) {
  const filters = [...new FormData(form)].filter(([name, value]) => name !== "question" && value.trim());
  return filters.length ? `?${new URLSearchParams(filters)}` : "";
}

// Returns the id of the answer.
async function ask(asked, place) {
  say(place, "Searching the publications…", "govuk-body");
  const response = await fetch("/v1/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(asked),
  });
  if (!response.ok || !response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
    throw new Error(`The service answered ${response.status}.`);
  }
  for await (const { name, data } of readEvents(response.body)) {
    if (name === "sentence") {
      say(place, data.text);
    } else if (name === "done") {
      return data.answer_id;
    } else if (name === "error") {
      break;
    }
  }
  throw new Error("The answer did not come to its end.");
}

// As text and never as HTML: documents may hold anything.
function say(place, text, style = "") {
  const line = document.createElement("p");
  line.className = style;
  line.textContent = text;
  place.append(line);
}

async function* readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const events = (rest + read.value.replaceAll("\r", "")).split("\n\n");
    rest = events.pop();
    yield* events.map(readEvent).filter(({ data }) => data !== undefined);
  }
}

function readEvent(written) {
  const fields = { event: "message", data: [] };
  for (const line of written.split("\n")) {
    const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field === "event") {
      fields.event = value;
    } else if (field === "data") {
      fields.data.push(value);
    }
  }
  return { name: fields.event, data: fields.data.length ? JSON.parse(fields.data.join("\n")) : undefined };
}
