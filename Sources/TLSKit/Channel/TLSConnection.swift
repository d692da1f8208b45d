import COpenSSL
import NIOCore
import NetworkValues

/// One connection of OpenSSL between two buffers in memory. It belongs to one event loop.
final class TLSConnection {
    /// What a step came to.
    enum Step {
        case done
        case wantsMore
        case ended
        case failed
    }

    private let pointer: OpaquePointer

    /// Makes a connection. A client sends `serverName` unless it is an address, and checks it when `checksName` says so.
    init(_ context: TLSContext, serverName: String?, checksName: Bool) throws(TLSError) {
        let address = serverName.flatMap { IPAddress($0) }
        let octets = address?.octets ?? []
        let name = address == nil ? serverName.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 } : nil
        let made: OpaquePointer? = octets.withUnsafeBufferPointer { octets in
            guard let name else {
                return ipd_tls_new(
                    context.pointer, nil, nil, checksName && octets.count > 0 ? octets.baseAddress : nil, octets.count)
            }
            return name.withCString { ipd_tls_new(context.pointer, $0, checksName ? $0 : nil, nil, 0) }
        }
        guard let made else {
            throw TLSError(.configuration, "no TLS with \(serverName ?? "this peer"): is that a name?")
        }
        pointer = made
    }

    deinit { ipd_tls_free(pointer) }

    func offer(_ session: [UInt8]) { _ = ipd_tls_offer(pointer, session, session.count) }

    func feed(_ buffer: ByteBuffer) -> Bool {
        buffer.withUnsafeReadableBytes { bytes in
            bytes.isEmpty
                || ipd_tls_feed(pointer, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count) == 1
        }
    }

    /// The ciphertext that waits for the peer; `nil` for none.
    func drain(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        let waiting = ipd_tls_waiting(pointer)
        guard waiting > 0 else { return nil }
        var buffer = allocator.buffer(capacity: waiting)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: waiting) { bytes in
            ipd_tls_drain(pointer, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), waiting)
        }
        return buffer
    }

    func handshake() -> Step { Self.step(Int(ipd_tls_handshake(pointer))) }

    /// Appends plaintext to `buffer`, at most so many octets.
    func read(into buffer: inout ByteBuffer, atMost limit: Int) -> Step {
        var outcome = 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: limit) { bytes in
            outcome = ipd_tls_read(pointer, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), limit)
            return max(0, outcome)
        }
        return Self.step(outcome)
    }

    /// Encrypts all of `buffer`.
    func write(_ buffer: ByteBuffer) -> Step {
        buffer.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let outcome = ipd_tls_write(
                    pointer, part.baseAddress?.assumingMemoryBound(to: UInt8.self), part.count)
                guard outcome > 0 else { return Self.step(outcome) }
                rest = rest.dropFirst(outcome)
            }
            return .done
        }
    }

    func end() { ipd_tls_end(pointer) }

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

    /// Why the peer's certificate was not accepted; `nil` when it was, or none came.
    var rejection: CertificateRejection? {
        let number = ipd_tls_rejection(pointer)
        return number == 0 ? nil : CertificateRejection(number: number)
    }

    /// The certificates that the peer sent, its own first.
    var peerChain: [Certificate] {
        (0..<ipd_tls_peer_count(pointer)).compactMap { index in
            try? Certificate(der: Self.octets(ipd_tls_peer(pointer, index)))
        }
    }

    /// The newest session that the server gave.
    var session: [UInt8]? {
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
