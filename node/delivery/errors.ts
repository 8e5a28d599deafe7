// The error of this room.
import type { DeliveryCode } from './codes.ts'

export class DeliveryError extends Error {
  readonly code: DeliveryCode

  constructor(code: DeliveryCode, message: string) {
    super(message)
    this.name = 'DeliveryError'
    this.code = code
  }
}
