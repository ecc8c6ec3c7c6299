// What stands in a form: a list for each name, as one name may have several values or, with no box ticked, none.

// A page may hold several rows, each with its own revision: "revision", "leadership-revision".
const isRevision = (name) => /(^|-)revision$/.test(name);
// A field that is not saved yet, or not shown as it is saved, has one of its own.
export const baseOf = (name) => `base_revision_${name}`;
const isContent = (name) => name !== "csrfmiddlewaretoken" && !isRevision(name) && !name.startsWith(baseOf(""));

export const namesIn = (part) => [...part.querySelectorAll("[name]")].map(({ name }) => name);

export function read(form) {
  const values = Object.fromEntries(namesIn(form).map((name) => [name, []]));
  for (const [name, value] of new FormData(form)) (values[name] ??= []).push(value);
  return values;
}

export const differ = (now, then, names = Object.keys(now)) =>
  names.filter(isContent).some((name) => JSON.stringify(now[name]) !== JSON.stringify(then[name] ?? []));

export const revisionsOf = (values) => JSON.stringify(Object.entries(values).filter(([name]) => isRevision(name)));
