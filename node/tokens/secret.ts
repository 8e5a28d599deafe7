// The secret of a token: 256 bits that say nothing, under a prefix by which scanners for leaked secrets find it.
import { hash } from 'node:crypto'

const prefix = 'ent_'
const secretBytes = 32
const pattern = /^ent_[A-Za-z0-9_-]{43}$/

export function drawSecret(random: (bytes: number) => Uint8Array): string {
  return prefix + Buffer.from(random(secretBytes)).toString('base64url')
}

export function isSecret(text: string): boolean {
  return pattern.test(text)
}

/**
 * What is kept of a secret, in hexadecimal. 256 random bits need no slow hash; and whoever looks one up learns nothing
 * from the time that takes, since nobody can choose a hash.
 */
export function hashOfSecret(secret: string): string {
  return hash('sha256', `entente/token/v1\0${secret}`, 'hex')
}
