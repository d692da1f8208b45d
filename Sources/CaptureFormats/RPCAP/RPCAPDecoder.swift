/// Finds the messages in what a connection brings, and reads them.
///
/// The caller keeps the octets that are not done with and gives them again, with what comes behind them. Whatever comes, no
/// more than `roomNeeded` octets are to be kept: a message over the limit is told of as soon as its header is there, and
/// passed over while it comes.
public struct RPCAPDecoder: Hashable, Sendable {
    /// Whose messages are read, on which connection.
    public enum Source: Hashable, Sendable {
        /// What a client sends on the control connection.
        case client
        /// What a server sends on the control connection.
        case server
        /// What a server sends on the data connection.
        case data
    }

    /// The longest payload that a client needs: a capture with a filter of 8192 instructions. A server that reads no more
    /// serves every client.
    public static let requestLimit = 20 + RPCAPFilter.unit * BPFProgram.instructionLimit

    /// Whose messages are read.
    public let source: Source
    /// The most octets of a payload.
    public let payloadLimit: Int
    /// Octets that came first with a message that is passed over and are still to come.
    private var skipping: UInt64 = 0
    private var isFirst = true
    private var isTLS = false

    /// Makes a decoder.
    public init(_ source: Source, payloadLimit: Int = RPCAPDecoder.requestLimit) {
        self.source = source
        self.payloadLimit = min(max(0, payloadLimit), Int(Int32.max))
    }

    /// The most octets that a caller must be ready to keep: a message that is not yet whole.
    public var roomNeeded: Int { RPCAPHeader.length + payloadLimit + RPCAPFilter.unit }

    /// Finds the next message at `position` and moves it behind that. Returns `nil` when more octets are needed: what stands
    /// at `position` is to be given again then.
    public mutating func next(in bytes: Span<UInt8>, at position: inout Int) -> RPCAPInput? {
        skip(bytes, &position)
        guard position < bytes.count, !isTLS else { return nil }
        if isFirst, source == .client, bytes[position] == 0x16 {
            isTLS = true
            return .tlsHandshake
        }
        guard let header = try? RPCAPHeader(bytes, at: position) else { return nil }
        isFirst = false
        if let refused = refused(header) {
            position += RPCAPHeader.length
            skipping = UInt64(header.payloadLength)
            skip(bytes, &position)
            return refused
        }
        let start = position + RPCAPHeader.length
        guard let length = length(header, bytes, start), length <= bytes.count - start else { return nil }
        position = start + length
        do throws(CaptureFormatError) {
            return .message(try RPCAPMessage(header, bytes, start..<position))
        } catch {
            return .malformed(header, error)
        }
    }

    /// Why a message is not read at all.
    private func refused(_ header: RPCAPHeader) -> RPCAPInput? {
        guard header.version == RPCAPHeader.version else { return .wrongVersion(header) }
        guard let type = header.type, isExpected(type) else { return .unknown(header) }
        guard header.payloadLength <= UInt32(clamping: payloadLimit) else {
            return .malformed(
                header, .tooLong(.rpcapPayload, limit: payloadLimit, found: Int(header.payloadLength)))
        }
        return nil
    }

    private func isExpected(_ type: RPCAPMessageType) -> Bool {
        switch source {
        case .client: type.isFromClient
        case .server: type.isFromServer
        case .data: type == .packet
        }
    }

    /// The octets of the payload; `nil` when that is not known yet.
    ///
    /// libpcap's client does not count the one instruction that it sends when no filter was set: then eight octets more
    /// follow than the header says. Who takes them for the next message finds a CLOSE in them.
    private func length(_ header: RPCAPHeader, _ bytes: Span<UInt8>, _ start: Int) -> Int? {
        let length = Int(header.payloadLength)
        guard header.type == .startCaptureRequest, length == 20 else { return length }
        guard bytes.count - start >= length else { return nil }
        let instructions = OctetReader.uint32(bytes, at: start + 16, isBigEndian: true)
        return instructions == 1 ? length + RPCAPFilter.unit : length
    }

    private mutating func skip(_ bytes: Span<UInt8>, _ position: inout Int) {
        let count = min(skipping, UInt64(bytes.count - position))
        position += Int(count)
        skipping -= count
    }
}
