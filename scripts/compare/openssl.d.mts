export interface OpensslReading {
  readonly algorithm?: string | undefined;
  readonly size?: number | undefined;
  readonly curve?: string | undefined;
  readonly signature?: string | undefined;
  readonly notBefore?: string | undefined;
  readonly notAfter?: string | undefined;
}
export function readingOf(text: string): OpensslReading;
export function sameKeyFamily(theirs: string | undefined): string | undefined;
export function certificatesOf(text: string): Buffer[];
export function pem(label: string, der: Uint8Array): string;
export function storeTexts(blocks: readonly string[], batch?: number): (string | undefined)[];
