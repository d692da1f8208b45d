public import NIOCore
import Synchronization

/// The body of a request, sent as it comes: the next part is asked for when the system has taken the last one.
public struct WebBody: Sendable {
    /// Its length in octets, for the field Content-Length; `nil` sends it in chunks (RFC 9112 7.1).
    public let length: Int?
    /// Whether it can be had again, as log-in and redirects need.
    let isRepeatable: Bool
    /// Hands the parts to a closure, in order.
    let produce: @Sendable (_ write: (ByteBuffer) async throws -> Void) async throws -> Void
    private let use: Use?

    /// Whether a body that is there only once was begun.
    private final class Use: Sendable {
        let isBegun = Mutex(false)
    }

    /// A body that `make` makes anew for each time it is sent.
    ///
    /// - Parameter length: the octets that all parts have together. Another number of them ends the request as an error.
    public init<Parts: AsyncSequence>(
        length: Int? = nil, each make: @escaping @Sendable () async throws -> Parts
    ) where Parts.Element == ByteBuffer, Parts: SendableMetatype, Parts.AsyncIterator: SendableMetatype {
        self.length = length
        isRepeatable = true
        use = nil
        produce = { write in
            for try await part in try await make() { try await write(part) }
        }
    }

    /// A body that is there only once. The server is asked by `Expect: 100-continue` before it is begun; where it must
    /// be sent again all the same, the request fails with `bodyConsumed`.
    public init<Parts: AsyncSequence & Sendable>(once parts: Parts, length: Int? = nil)
    where Parts.Element == ByteBuffer, Parts.AsyncIterator: SendableMetatype {
        let use = Use()
        self.length = length
        self.use = use
        isRepeatable = false
        produce = { write in
            use.isBegun.withLock { $0 = true }
            for try await part in parts { try await write(part) }
        }
    }

    /// Octets, sent in parts of 256 KiB.
    public init(_ octets: ByteBuffer) {
        length = octets.readableBytes
        isRepeatable = true
        use = nil
        produce = { write in
            var rest = octets
            while let part = rest.readSlice(length: min(rest.readableBytes, 256 << 10)), part.readableBytes > 0 {
                try await write(part)
            }
        }
    }

    /// Whether sending it from its start is possible.
    var isAvailable: Bool { isRepeatable || use?.isBegun.withLock { $0 } != true }
}
