export function balanced(text: string): string {
  return text;
}
