// How a question is found by its label, which may say besides that the answer is optional.

export function label(words) {
  return new RegExp(`^${words}( \\(optional\\))?$`);
}
