import COpenSSL
import NIOCore
import NetworkValues

/// One connection of OpenSSL. It takes its ciphertext out of the buffers that came from the socket and puts what it makes
/// into those that go there, without a buffer of its own between. It belongs to one event loop.
final class TLSConnection {
    /// What a step came to.
    enum Step {
        case done
        case wantsMore
        case ended
        case failed
    }

    /// The most plaintext of one record.
    static let recordLimit = 16_384
    /// What a record adds to its plaintext, at most: header, vector, padding and check value; with the empty record that
    /// stands before it in TLS 1.0.
    static let recordOverhead = 256
    /// The least room to read into.
    static let leastRoom = 512

    private let pointer: OpaquePointer
    /// Ciphertext that came and was not used yet.
    private var incoming = ByteBuffer()
    /// Ciphertext for the peer.
    private var outgoing = ByteBuffer()

    /// Makes a connection. A client sends `serverName` unless it is an address, and checks it when `checksName` says so.
    convenience init(_ context: TLSContext, serverName: String?, checksName: Bool) throws(TLSError) {
        try self.init(context, sentName: serverName, checkedName: checksName ? serverName : nil)
    }

    /// Makes a connection. A client sends `sentName` unless it is an address; `checkedName`, or an address, must stand in the
    /// peer's certificate.
    init(_ context: TLSContext, sentName: String?, checkedName: String?) throws(TLSError) {
        let address = checkedName.flatMap { IPAddress($0) }?.octets ?? []
        let sent = sentName.flatMap { IPAddress($0) == nil ? Self.withoutEnd($0) : nil }
        let checked = address.isEmpty ? checkedName.map(Self.withoutEnd) : nil
        let made: OpaquePointer? = address.withUnsafeBufferPointer { address in
            Self.lend(sent) { sent in
                Self.lend(checked) { checked in
                    ipd_tls_new(
                        context.pointer, sent, checked, address.count > 0 ? address.baseAddress : nil, address.count)
                }
            }
        }
        guard let made else {
            throw TLSError(.configuration, "no TLS with \(sentName ?? checkedName ?? "this peer"): is that a name?")
        }
        pointer = made
    }

    /// A name without the dot that may end it.
    private static func withoutEnd(_ name: String) -> String { name.hasSuffix(".") ? String(name.dropLast()) : name }

    private static func lend<Value>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Value) -> Value {
        guard let text else { return body(nil) }
        return text.withCString(body)
    }

    deinit { ipd_tls_free(pointer) }

    func offer(_ session: [UInt8]) { _ = ipd_tls_offer(pointer, session, session.count) }

    // MARK: Ciphertext

    /// Takes ciphertext that came.
    func feed(_ buffer: ByteBuffer) {
        if incoming.readableBytes == 0 {
            incoming = buffer
        } else {
            incoming.writeImmutableBuffer(buffer)
        }
    }

    /// The octets of ciphertext that wait for the peer.
    var waitingBytes: Int { outgoing.readableBytes + ipd_tls_waiting(pointer) }

    /// Gives the ciphertext that waits for the peer; `nil` for none.
    func drain() -> ByteBuffer? {
        takeSpill()
        guard outgoing.readableBytes > 0 else { return nil }
        defer { outgoing = ByteBuffer() }
        return outgoing
    }

    /// What was made without room for it goes behind what has had room.
    private func takeSpill() {
        let waiting = ipd_tls_waiting(pointer)
        guard waiting > 0 else { return }
        outgoing.writeWithUnsafeMutableBytes(minimumWritableBytes: waiting) { bytes in
            ipd_tls_drain(pointer, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), waiting)
        }
    }

    // MARK: Steps

    func handshake() -> Step { Self.step(Int(lendIncoming { ipd_tls_handshake(pointer, &$0) })) }

    /// A buffer for the plaintext of the ciphertext that came; OpenSSL may hold a part of a record that came before.
    func roomForPlaintext(_ allocator: ByteBufferAllocator) -> ByteBuffer {
        let bytes = incoming.readableBytes
        return allocator.buffer(capacity: bytes + (bytes > 8192 ? Self.recordLimit : Self.leastRoom))
    }

    /// Appends plaintext to `buffer`, at most a record.
    func read(into buffer: inout ByteBuffer) -> Step {
        var outcome = 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.leastRoom) { bytes in
            let room = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
            outcome = lendIncoming { ipd_tls_read(pointer, &$0, room, bytes.count) }
            return max(0, outcome)
        }
        return Self.step(outcome)
    }

    /// Encrypts a part of `bytes`, a record at most; sets `used` to how much.
    func write(_ bytes: UnsafeRawBufferPointer, used: inout Int) -> Step {
        takeSpill()
        var outcome = 0
        let room = min(bytes.count, Self.recordLimit) + Self.recordOverhead
        outgoing.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { out in
            var length = out.count
            outcome = ipd_tls_write(
                pointer, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
                out.baseAddress?.assumingMemoryBound(to: UInt8.self), &length)
            return length
        }
        used = max(0, outcome)
        return Self.step(outcome)
    }

    /// Makes room for ciphertext of so much plaintext, so that it need not grow record by record.
    func reserve(plaintext: Int, _ allocator: ByteBufferAllocator) {
        let records = plaintext / Self.recordLimit + 1
        let room = plaintext + records * 64 + Self.recordOverhead
        if outgoing.readableBytes == 0 { outgoing = allocator.buffer(capacity: room) }
    }

    func end() { ipd_tls_end(pointer) }

    /// Lends what came to a step, and takes off what the step has used of it.
    private func lendIncoming<Outcome>(_ step: (inout ipd_view) -> Outcome) -> Outcome {
        defer {
            // What is used up goes back to the socket's pool.
            if incoming.readableBytes == 0 { incoming = ByteBuffer() }
        }
        return incoming.readWithUnsafeReadableBytes { bytes in
            var view = ipd_view(
                octets: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), length: bytes.count)
            let outcome = step(&view)
            return (bytes.count - view.length, outcome)
        }
    }

    private static func step(_ outcome: Int) -> Step {
        switch outcome {
        case 1...: .done
        case Int(ipd_tls_wants_more): .wantsMore
        case Int(ipd_tls_ended): .ended
        default: .failed
        }
    }

    // MARK: Facts

    /// Why the last step failed, in OpenSSL's words.
    var reason: String {
        var text = [CChar](repeating: 0, count: 256)
        let length = ipd_tls_reason(pointer, &text, text.count)
        return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The next alert: whether it was sent, whether it is fatal, its number.
    func nextAlert() -> (isSent: Bool, isFatal: Bool, number: UInt8)? {
        var (isSent, level, number): (Int32, Int32, Int32) = (0, 0, 0)
        guard ipd_tls_alert(pointer, &isSent, &level, &number) == 1 else { return nil }
        return (isSent != 0, level == 2, UInt8(clamping: number))
    }

    /// Why the peer's certificates were not accepted, and the place of the one at fault among them, `nil` for one that the
    /// peer did not send; `nil` when they were accepted, or none came.
    var rejection: (reason: CertificateRejection, place: Int?)? {
        var place = 0
        let number = ipd_tls_rejection(pointer, &place)
        guard number != 0 else { return nil }
        return (CertificateRejection(number: number), place < ipd_tls_peer_count(pointer) ? place : nil)
    }

    /// Tells an observer that the peer's certificates were not accepted. The error for that; `nil` when they were, or none
    /// came.
    func refusal(of peer: String, _ configuration: TLSConfiguration) -> TLSError? {
        guard let (reason, place) = rejection else { return nil }
        let chain = peerChain
        configuration.observer.onRejection(chain, reason, peer, configuration.purpose)
        // For most reasons it is the peer's own one that is at fault, or an authority that the peer did not send.
        let other = place.flatMap { $0 > 0 && $0 < chain.count ? " (\(chain[$0].subject))" : nil } ?? ""
        return TLSError(.certificateRejected, "the certificate of \(peer) is not accepted: \(reason.text)\(other)")
    }

    /// The certificates that the peer sent, its own first.
    var peerChain: [Certificate] {
        (0..<ipd_tls_peer_count(pointer)).compactMap { index in
            try? Certificate(der: Self.octets(ipd_tls_peer(pointer, index)))
        }
    }

    /// The session that the server gave, if it was not taken before.
    func takeSession() -> [UInt8]? {
        let session = Self.octets(ipd_tls_session(pointer))
        return session.isEmpty ? nil : session
    }

    /// What the handshake came to.
    var summary: TLSSession {
        let agreed = Self.octets(ipd_tls_protocol(pointer))
        return TLSSession(
            version: String(cString: ipd_tls_version(pointer)), cipher: String(cString: ipd_tls_cipher(pointer)),
            applicationProtocol: agreed.isEmpty ? nil : String(decoding: agreed, as: UTF8.self),
            serverName: ipd_tls_server_name(pointer).map { String(cString: $0) }, peerChain: peerChain,
            isResumed: ipd_tls_is_resumed(pointer) == 1)
    }

    private static func octets(_ octets: ipd_view) -> [UInt8] {
        Array(UnsafeBufferPointer(start: octets.octets, count: octets.octets == nil ? 0 : octets.length))
    }
}
