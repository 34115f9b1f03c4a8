/** The two editions written. 1.6 is made from the same parts with what it does not know left out. */
export type Edition = '1.6' | '1.7';

export type Json =
  | string
  | number
  | boolean
  | readonly Json[]
  | { readonly [key: string]: Json | undefined }
  | undefined;
export type JsonObject = { readonly [key: string]: Json | undefined };

export interface Property {
  readonly name: string;
  readonly value: string;
}

/** The prefix of our own facts: what the schema has no field for. */
export function property(name: string, value: string | number | boolean): Property {
  return { name: `qday:${name}`, value: String(value) };
}
