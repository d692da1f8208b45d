/// What an `RPCAPDecoder` found.
public enum RPCAPInput: Hashable, Sendable {
    /// A message of version 0.
    case message(RPCAPMessage)
    /// A message of a known type whose payload is not what it should be. It is passed over.
    case malformed(RPCAPHeader, CaptureFormatError)
    /// A message of a type that is unknown or has no place on this connection. It is passed over.
    case unknown(RPCAPHeader)
    /// A message of another version, of which nothing is read but the header. It is passed over.
    case wrongVersion(RPCAPHeader)
    /// The first octet begins a TLS handshake. Nothing is found after it.
    case tlsHandshake
}
