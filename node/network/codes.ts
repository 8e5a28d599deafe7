// Every code with which the network refuses a peer, a stream or a call, in one table: what it means and what to do.
// Faults of what a peer sends (encoding, signature, lane, charter) carry the protocol's codes instead.

interface Entry {
  readonly meaning: string
  readonly hint: string
}

export const networkCodes = {
  // --- calls
  'network-stopped': {
    meaning: 'The network is not running.',
    hint: 'Start the node.',
  },
  'listen-failed': {
    meaning: 'A listening address cannot be opened.',
    hint: 'Another process holds the port, or the address is not one of this machine. See "listen" in config.json.',
  },
  'address-invalid': {
    meaning: 'An address is not a multiaddr that this node can dial or listen on.',
    hint: 'Write it as /ip4/192.0.2.7/tcp/4001, /dns4/node.example/tcp/4001, with /p2p/ID behind it where known.',
  },
  'peer-unknown': {
    meaning: 'No connection to that node.',
    hint: 'See entente peers, and entente doctor for what keeps it away.',
  },
  'peer-unreachable': {
    meaning: 'No address of the node answers.',
    hint: 'Check that it runs, its firewall, and that its node record names an address that can be reached from here.',
  },
  // --- admission
  'not-admitted': {
    meaning: 'The peer opened a protocol before it was admitted.',
    hint: 'Nothing but the handshake is answered until the peer has shown a certificate of an active member.',
  },
  'handshake-malformed': {
    meaning: 'The peer does not follow the handshake.',
    hint: 'It is no node of this protocol, or a broken one.',
  },
  'handshake-timeout': {
    meaning: 'The handshake was not finished in time.',
    hint: 'The peer or the way to it is slow, or it is no node of this protocol.',
  },
  'certificate-missing': {
    meaning: 'The peer showed no certificate.',
    hint: 'Its member must certify its node: entente node join.',
  },
  'certificate-mismatch': {
    meaning: 'The certificate belongs to another node key than the one that secures the connection.',
    hint: 'The peer uses the certificate of another node.',
  },
  'key-unsupported': {
    meaning: 'The key that secures the connection is not Ed25519.',
    hint: 'It is no node of this protocol.',
  },
  // --- streams
  'stream-closed': {
    meaning: 'The peer closed or reset the stream.',
    hint: 'It is taken up again where it broke.',
  },
  'stream-timeout': {
    meaning: 'The peer neither sent nor took anything for too long.',
    hint: 'It is taken up again where it broke.',
  },
  'message-too-large': {
    meaning: 'A message of the peer is longer than its limit.',
    hint: 'The peer is broken or hostile.',
  },
  'message-malformed': {
    meaning: 'A message of the peer does not decode or stands at the wrong place.',
    hint: 'The peer is broken or hostile.',
  },
  // --- exchange
  busy: {
    meaning: 'The peer serves too many exchanges at once.',
    hint: 'It is tried again.',
  },
  'frontier-false': {
    meaning: 'The peer claims bundles that it does not give.',
    hint: 'It costs that peer alone; the bundles come from another.',
  },
  'announcement-refused': {
    meaning: 'The peer does not take what was announced to it. It never says why.',
    hint: 'Nothing to do: who may receive what is judged on both sides, and what is owed comes by sync.',
  },
  'rate-exceeded': {
    meaning: 'The peer delivers faster than this node takes.',
    hint: 'What was put aside comes by sync.',
  },
  'receive-failed': {
    meaning: 'This node could not take what a peer delivered.',
    hint: 'The cause is here (store, disk), not at the peer, which is not blamed.',
  },
} as const satisfies Record<string, Entry>

export type NetworkCode = keyof typeof networkCodes
