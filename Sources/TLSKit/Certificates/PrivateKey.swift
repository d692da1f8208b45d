import COpenSSL

/// A private key. Its octets stand in a box that wipes itself, and no description of it shows them.
public struct PrivateKey: Sendable {
    /// Owns the octets and overwrites them when the last key that shares them is gone.
    private final class Box: Sendable {
        nonisolated(unsafe) private let octets: UnsafeMutableBufferPointer<UInt8>

        init(_ source: UnsafeBufferPointer<UInt8>) {
            octets = .allocate(capacity: source.count)
            _ = octets.initialize(from: source)
        }

        deinit {
            if let base = octets.baseAddress { ipd_wipe(base, octets.count) }
            octets.deallocate()
        }

        func withOctets<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            body(UnsafeBufferPointer(octets))
        }
    }

    private let box: Box

    /// Takes a copy of the DER of a PKCS #8 key that OpenSSL has read before; the caller wipes its own.
    init(trustedPKCS8 der: UnsafeBufferPointer<UInt8>) {
        box = Box(der)
    }

    /// The key as unencrypted PKCS #8 (RFC 5208, 5), for as long as `body` runs.
    func withPKCS8<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        box.withOctets(body)
    }

    /// A copy of the key as unencrypted PKCS #8 (RFC 5208, 5). Whoever takes it wipes it; `withPKCS8` needs no copy.
    var pkcs8DER: [UInt8] { withPKCS8 { Array($0) } }
}

extension PrivateKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says that it is a key, and nothing of it.
    public var description: String { "PrivateKey" }
    /// Says that it is a key, and nothing of it.
    public var debugDescription: String { "PrivateKey" }
    /// Shows nothing: a dump does not reach the octets.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
