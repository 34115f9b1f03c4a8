import type { Catalog } from '../../catalog/catalog.js';
import type { Depth } from './budgets.js';

/** How endpoints are examined. Every time is in milliseconds. */
export interface EndpointOptions {
  readonly catalog: Catalog;
  /** Default `default`: at most 15 connections to a TLS endpoint; `groups`: at most 4; `full`: at most 60. */
  readonly depth?: Depth;
  /** Server name sent in TLS instead of the host's; needed when the target is an address. */
  readonly sni?: string;
  /** `http://host:port` (CONNECT) or `socks5://[user:password@]host:port`. Not for UDP. */
  readonly proxy?: string;
  /** `host:port` → address, before any name service: `--resolve`. */
  readonly resolve?: Readonly<Record<string, string>>;
  /** Hosts examined at a time. Default 64. Connections to one host are made one after the other. */
  readonly concurrency?: number;
  /** Least time between two connections to one host. Default 0. */
  readonly pace?: number;
  /** Further tries of a connection that failed by time-out or reset. Default 1. */
  readonly retries?: number;
  /** Default 5000. */
  readonly connectTimeout?: number;
  /** To the next byte of an answer. Default 8000. */
  readonly answerTimeout?: number;
  /** For one target in all. Default 60000, at full depth 180000. */
  readonly targetTimeout?: number;
  /** Aborted: targets not begun are reported as not examined, those under way end with what is known. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number, url: string) => void;
}

/** Options with every default filled in. */
export type Settings = Required<Omit<EndpointOptions, 'sni' | 'proxy' | 'signal' | 'onProgress'>> &
  Pick<EndpointOptions, 'sni' | 'proxy' | 'signal' | 'onProgress'>;

export function withDefaults(options: EndpointOptions): Settings {
  const depth = options.depth ?? 'default';
  return {
    depth,
    resolve: {},
    concurrency: 64,
    pace: 0,
    retries: 1,
    connectTimeout: 5_000,
    answerTimeout: 8_000,
    targetTimeout: depth === 'full' ? 180_000 : 60_000,
    ...definedOnly(options),
  } as Settings;
}

function definedOnly<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
}
