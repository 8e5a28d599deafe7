// Signatures on which Ed25519 verifiers are known to differ, with the network's verdict on each. Run at every start
// (assertVerifier); the same set stands in test/vectors/verifier.json. Made from known seeds and the curve's torsion.

export interface VerifierVector {
  readonly name: string
  readonly publicKey: string
  /** What is signed, as it is: no type and no network id around it. */
  readonly message: string
  readonly signature: string
  /** Whether the key may stand in a charter or certificate. */
  readonly admitted: boolean
  /** Whether the verifier takes the signature, whoever admitted the key. */
  readonly verified: boolean
}

export const verifierVectors: readonly VerifierVector[] = [
  {
    name: 'RFC 8032, 7.1, test 1',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    admitted: true,
    verified: true,
  },
  {
    name: 'an ordinary signature',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a6903',
    admitted: true,
    verified: true,
  },
  {
    name: 'another message',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f52',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a6903',
    admitted: true,
    verified: false,
  },
  {
    name: 'S + L',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec22a1a248ced84d96369dcf53649afa0b4cde96cbe8cffc7d4c418410dbc4a6913',
    admitted: true,
    verified: false,
  },
  {
    name: 'S with its highest bits set',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a69e3',
    admitted: true,
    verified: false,
  },
  {
    name: 'mixed-order R: cofactored verifiers take it',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '186ed2bdbd1a36f6437c5168b0221914018ea4f32a1c3fcd1c1794d64fbd596ef0f25205cf5ec50b294e05b079b9995a6caf34e52081c4b89770791ef2b9aa0c',
    admitted: true,
    verified: false,
  },
  {
    name: 'R of order 8: cofactored verifiers take it',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037ae90657af3e1c185ad0412a990e58265acdcaf4160c4e0daae33b0cd9aab7c304',
    admitted: true,
    verified: false,
  },
  {
    name: 'R the identity, in canonical form',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '0100000000000000000000000000000000000000000000000000000000000000fb123239654a9efde159ff41b5d0b01b44ae4fe3cd1290d2698a0fde29e56802',
    admitted: true,
    verified: false,
  },
  {
    name: 'R the identity, y = p + 1',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f7672620afbe61b3598bf55fdce1a993675afc34c8d712adf65cf0fadd70a040b',
    admitted: true,
    verified: false,
  },
  {
    name: 'R the identity, with the sign of x set',
    publicKey: 'ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '0100000000000000000000000000000000000000000000000000000000000080e1a587f4de77b477d68776977b2698be88f385f2e94737766780463f2381fa04',
    admitted: true,
    verified: false,
  },
  {
    name: 'mixed-order A, h not a multiple of 8',
    publicKey: '1f4f580e73ac208f06760190e9edc6f5916775dabd9c1cdca393175c2d6d1083',
    message: '6d697865642d6f72646572206b65792030',
    signature:
      'cc6f54833d29b4a30aeba0d96015dbff5c5110960dde158957e2c68c6a89a5690552667ed8a6db0293c34594cfa73271cd8872ae1c624326bebe8d34b42e4507',
    admitted: false,
    verified: false,
  },
  {
    name: 'mixed-order A, h a multiple of 8',
    publicKey: '1f4f580e73ac208f06760190e9edc6f5916775dabd9c1cdca393175c2d6d1083',
    message: '6d697865642d6f72646572206b6579203134',
    signature:
      'fa9d3f68b5452d9e081f06d57137631e022a9e6ddf10e13a7947e8f318a91533264d17f8023086381a0536af5515823edb6652d8b83bd92577609c190db5980b',
    admitted: false,
    verified: true,
  },
  {
    name: 'A the identity',
    publicKey: '0100000000000000000000000000000000000000000000000000000000000000',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '48f0fd6765cee62a2d6445b0a3f0551462f47cacf05d93b3fdf8cf55a74fe724c809c9677f4589e1d900d558c98a160dba104b30036b306b7e7002da232f9a06',
    admitted: false,
    verified: false,
  },
  {
    name: 'A the identity, y = p + 1',
    publicKey: 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '48f0fd6765cee62a2d6445b0a3f0551462f47cacf05d93b3fdf8cf55a74fe724c809c9677f4589e1d900d558c98a160dba104b30036b306b7e7002da232f9a06',
    admitted: false,
    verified: false,
  },
  {
    name: 'A the identity, with the sign of x set',
    publicKey: '0100000000000000000000000000000000000000000000000000000000000080',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '48f0fd6765cee62a2d6445b0a3f0551462f47cacf05d93b3fdf8cf55a74fe724c809c9677f4589e1d900d558c98a160dba104b30036b306b7e7002da232f9a06',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 1 T',
    publicKey: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'f21e8ffd9ea1fc19e800af57834a7b91d57416772fe7013f31b5da3922119b1f14415fedcc7fb216986cd96b4c8ef43ae69530fd505518d4b2ee0810dac8a706',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 2 T',
    publicKey: '0000000000000000000000000000000000000000000000000000000000000080',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '742dd6a85cdd065ca35cdecee94b26556151c16af4446b4096b5985fbab8d10a41bf5316865c2cd1cd8ed4a9197d45a8594986fda7c9c2f14e9196d02c98100f',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 3 T',
    publicKey: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'f22beb39a09d603614ebbc9e5fdeb704e7d33e278931de236ce35a498a6e436a9c6675fbc959b005e48d2baafa101001253f2bfc276350c2c47b161a87bedd02',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 4 T',
    publicKey: 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'e8f7778bc6fb7922635bf35788f0a4de927de446b0ba58dca19892864ce5680730e5f20c33a412110e377aaf82c87f597a766bbc6a4de9ecfdd63dcd88e9fa06',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 5 T',
    publicKey: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'e43f576a1fa56486d9e473b31d90e56fcd0ccc86d6c9f1857023aaad4490173b5e97342840eb95138b756a2f3a234d7122173b8e8ebbc85d349fb2199622d200',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 6 T',
    publicKey: '0000000000000000000000000000000000000000000000000000000000000000',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '4316ccbab1acbc81ed446ad771c997f5f698014d7ba12c78e4b9ec35bff588caf4f1a9178468a0f086098754ec90a1a1550b82b0ccb8414cd1a424f43994200e',
    admitted: false,
    verified: false,
  },
  {
    name: 'A of small order, 7 T',
    publicKey: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      'ab733445369b5e5ba8ca8bd10547b6ef1203db394f2bc5cc51fced3be68d40cd6b6d6fc48a4a965618a15e73f231c57bc5e138ed5eb2f09f0918b2af460bfd0d',
    admitted: false,
    verified: false,
  },
  {
    name: 'A off the curve',
    publicKey: '0200000000000000000000000000000000000000000000000000000000000000',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a6903',
    admitted: false,
    verified: false,
  },
  {
    name: 'A with y = p',
    publicKey: 'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a6903',
    admitted: false,
    verified: false,
  },
  {
    name: 'A with y = 2^255 - 1',
    publicKey: 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '014d88206a6f7083e9d73d713e56e03871aeac00ddca04d2ace268b0fe53eec23d462e2fd321c70b933ffe936ab5c19fcde96cbe8cffc7d4c418410dbc4a6903',
    admitted: false,
    verified: false,
  },
  {
    name: 'all zero',
    publicKey: '0000000000000000000000000000000000000000000000000000000000000000',
    message: '656e74656e746520766572696669657220766563746f72',
    signature:
      '00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
    admitted: false,
    verified: false,
  },
]
