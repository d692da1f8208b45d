/// Puts TLS messages together from fragments (RFC 5216 2.1.5). What is wrong makes it forget the message.
public struct EAPTLSReassembly: Hashable, Sendable {
    /// The most octets of a message.
    public static let limit = 65_536

    /// What a fragment brought.
    public enum Progress: Hashable, Sendable {
        /// More must come: acknowledge this one.
        case more
        /// The message is whole.
        case whole([UInt8])
    }

    /// Octets of the message that came so far.
    public private(set) var octets: [UInt8] = []
    private var announced: Int?

    /// Makes one that has nothing.
    public init() {}

    /// Whether fragments of a message came, and its end did not.
    public var isPartial: Bool { !octets.isEmpty }

    /// Takes a fragment. Without a length in the first one, which RFC 5216 asks for, only the limit bounds the message.
    public mutating func take(_ fragment: EAPTLSFragment, _ bytes: Span<UInt8>) throws(EAPError) -> Progress {
        do throws(EAPError) {
            return try add(fragment, bytes)
        } catch {
            reset()
            throw error
        }
    }

    /// Forgets everything.
    public mutating func reset() {
        octets = []
        announced = nil
    }

    private mutating func add(_ fragment: EAPTLSFragment, _ bytes: Span<UInt8>) throws(EAPError) -> Progress {
        if let total = fragment.totalLength {
            guard total <= Self.limit else { throw .messageTooLong(limit: Self.limit, found: total) }
            if let announced, announced != total { throw .totalLengthChanged(first: announced, now: total) }
            // A length that is told only in a later fragment would let the first ones escape it.
            if announced == nil, isPartial { throw .totalLengthChanged(first: octets.count, now: total) }
            announced = total
        }
        let sum = octets.count + fragment.records.count
        guard sum <= Self.limit else { throw .messageTooLong(limit: Self.limit, found: sum) }
        if let announced, sum > announced { throw .fragmentOverrun(announced: announced, found: sum) }
        if fragment.hasMore, fragment.records.isEmpty { throw .emptyFragment }
        octets += bytes.octets(in: fragment.records)
        guard !fragment.hasMore else { return .more }
        if let announced, sum < announced { throw .incomplete(announced: announced, found: sum) }
        defer { reset() }
        return .whole(octets)
    }
}
