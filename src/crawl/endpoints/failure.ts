import type { AttemptReason } from '../../model/index.js';

/** Why an exchange with an endpoint did not come about. The only error that leaves this folder's sockets. */
export class EndpointFailure extends Error {
  override readonly name = 'EndpointFailure';
  constructor(
    readonly reason: AttemptReason,
    message: string,
  ) {
    super(message);
  }
}

const BY_CODE: Readonly<Record<string, AttemptReason>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ENODATA: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EMFILE: 'limit',
};

/** A system error as a reason of the closed list. */
export function failureOf(error: unknown, what: string): EndpointFailure {
  if (error instanceof EndpointFailure) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new EndpointFailure(BY_CODE[code] ?? 'unreachable', `${what}: ${code || message}`);
}
