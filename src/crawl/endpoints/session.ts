import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { budgetOf } from './budgets.js';
import { type Channel, Connection } from './connection.js';
import { EndpointFailure, failureOf } from './failure.js';
import type { Settings } from './options.js';
import { openThroughProxy, parseProxy } from './proxy.js';
import { startTls } from './starttls/start-tls.js';
import type { EndpointTarget } from './target.js';

/** Work on one target: counts its connections, keeps its pace and its deadline. */
export class Session {
  connections = 0;
  readonly deadline: number;
  readonly budget: number;
  #address: string | undefined;
  #last = 0;
  #current: Connection | undefined;
  readonly #onAbort = () => this.#current?.abort();

  constructor(
    readonly target: EndpointTarget,
    readonly settings: Settings,
  ) {
    this.deadline = Date.now() + settings.targetTimeout;
    this.budget = budgetOf(target.scheme.protocol, target.scheme.starttls, settings.depth);
    settings.signal?.addEventListener('abort', this.#onAbort);
  }

  /** The work on the target is over. */
  end(): void {
    this.settings.signal?.removeEventListener('abort', this.#onAbort);
  }

  /** Connections that may still be made. */
  get left(): number {
    return this.settings.signal?.aborted ? 0 : this.budget - this.connections;
  }

  /** Name for SNI: never an address (RFC 6066 section 3). */
  get serverName(): string | undefined {
    const name = this.settings.sni ?? this.target.host;
    return isIP(name) ? undefined : name;
  }

  /** Epoch milliseconds until which the next answer is waited for. */
  answerBy(within = this.settings.answerTimeout): number {
    return Math.min(this.deadline, Date.now() + within);
  }

  /** The address that is examined; one name is examined at one address. @throws EndpointFailure */
  async address(): Promise<string> {
    if (this.#address) return this.#address;
    const { host, port } = this.target;
    const given = this.settings.resolve[`${host}:${port}`] ?? this.settings.resolve[host];
    if (given || isIP(host)) {
      this.#address = given ?? host;
      return this.#address;
    }
    try {
      this.#address = (await lookup(host)).address;
      return this.#address;
    } catch (error) {
      throw failureOf(error, `${host} does not resolve`);
    }
  }

  /**
   * A connection that is ready for TLS (upgraded where the protocol asks for it) or for SSH. One retry with jitter after
   * a time-out or reset, because loaded servers drop the odd connection.
   * @throws EndpointFailure
   */
  async open(): Promise<Channel> {
    for (let tries = 0; ; tries++) {
      try {
        return await this.#openOnce();
      } catch (error) {
        const failure = failureOf(error, this.target.url);
        const again = ['timeout', 'reset'].includes(failure.reason) && tries < this.settings.retries && this.left > 0;
        if (!again || Date.now() > this.deadline) throw failure;
        await sleep(100 + Math.random() * 200);
      }
    }
  }

  /** Counts an exchange and waits for its turn. @throws EndpointFailure when no more may be made */
  async begin(): Promise<void> {
    if (this.settings.signal?.aborted) throw new EndpointFailure('limit', 'the scan was stopped');
    if (this.left <= 0) throw new EndpointFailure('limit', `the budget of ${this.budget} connections is used up`);
    if (Date.now() >= this.deadline) throw new EndpointFailure('timeout', 'the time for this target is used up');
    const wait = this.#last + this.settings.pace - Date.now();
    if (this.#last > 0 && wait > 0) await sleep(wait);
    this.#last = Date.now();
    this.connections++;
  }

  async #openOnce(): Promise<Channel> {
    await this.begin();
    const { proxy, connectTimeout, answerTimeout } = this.settings;
    const { host, port, scheme } = this.target;
    const timeout = Math.min(connectTimeout, this.deadline - Date.now());
    const connection = proxy
      ? await openThroughProxy(parseProxy(proxy), host, port, timeout)
      : await Connection.open(await this.address(), port, timeout);
    this.#current = connection;
    if (!scheme.starttls) return connection;
    try {
      return await startTls(scheme.starttls, connection, { host, deadline: this.deadline, answerTimeout });
    } catch (error) {
      connection.close();
      throw error;
    }
  }
}
