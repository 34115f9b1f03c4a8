import { randomBytes } from 'node:crypto';
import { join, uint, vector } from '../../../parse/wire/bytes.js';
import { EndpointFailure } from '../failure.js';
import { readUntil } from '../read-text.js';
import type { Session } from '../session.js';

const CLIENT_RESET = 7 << 3;
const SERVER_RESET = 8 << 3;

/**
 * One exchange with an OpenVPN server on TCP: a client reset, answered by the server's when neither tls-auth nor tls-crypt
 * is on. Silence says nothing.
 * @throws EndpointFailure
 */
export async function examineOpenvpn(session: Session): Promise<void> {
  const channel = await session.open();
  try {
    channel.write(vector(2, join(uint(CLIENT_RESET, 1), randomBytes(8), uint(0, 1), uint(0, 4))));
    const answer = await readUntil(channel, (all) => all.length >= 3, session.answerBy(), 'OpenVPN');
    if ((answer[2] ?? 0) >> 3 !== SERVER_RESET >> 3) throw new EndpointFailure('wrong-protocol', 'not OpenVPN');
  } finally {
    channel.close();
  }
}
