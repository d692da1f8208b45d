import NIOCore

/// TLS between octets, for protocols that carry it in packets of their own, such as EAP-TLS (RFC 5216): it has no socket, no
/// channel and no clock. For one thread at a time.
///
/// Give `take` what came, and send what it returns; a client begins with nothing. Alerts and certificates that are not
/// accepted go to the observer of the context, as those of other connections do.
public final class TLSEngine {
    /// How far it is.
    public enum State: Sendable {
        /// More must come.
        case handshaking
        /// The handshake is done on this side.
        case active(TLSSession)
        /// The peer has ended its side in order.
        case ended
        /// It failed for good, for this reason.
        case failed(TLSError)
    }

    /// What a step made.
    public struct Output: Sendable {
        /// Records for the peer; empty for none.
        public var records: [UInt8] = []
        /// Plaintext of the peer; empty for none.
        public var plaintext: [UInt8] = []
    }

    /// How far it is.
    public private(set) var state = State.handshaking

    private let context: TLSContext
    private let peer: String
    private let connection: TLSConnection
    private var alert: TLSAlert?

    /// Makes one. A client checks that `checkedName` stands in the server's certificate, unless it is `nil`; one that begins
    /// with a dot stands for every name that ends with it. `peer` is the other side in reports.
    public init(_ context: TLSContext, checkedName: String? = nil, peer: String) throws(TLSError) {
        self.context = context
        self.peer = peer
        connection = try TLSConnection(context, sentName: nil, checkedName: checkedName)
    }

    /// Takes records of the peer, which may end in the middle of one.
    public func take(_ records: [UInt8]) -> Output {
        var output = Output()
        if !records.isEmpty { connection.feed(ByteBuffer(bytes: records)) }
        if case .handshaking = state { shakeHands() }
        if case .active = state { read(into: &output.plaintext) }
        report()
        output.records = drain()
        return output
    }

    /// The records for plaintext; empty before the handshake is done, and when it has failed.
    public func send(_ plaintext: [UInt8]) -> [UInt8] {
        guard case .active = state else { return [] }
        var sent = 0
        plaintext.withUnsafeBytes { bytes in
            while sent < bytes.count {
                var used = 0
                let step = connection.write(UnsafeRawBufferPointer(rebasing: bytes[sent...]), used: &used)
                guard case .done = step, used > 0 else { return fail() }
                sent += used
            }
        }
        report()
        return drain()
    }

    /// Ends this side in order; the record that says so, unless it was said before.
    public func end() -> [UInt8] {
        guard case .active = state else { return [] }
        connection.end()
        report()
        return drain()
    }

    private func shakeHands() {
        switch connection.handshake() {
        case .done: state = .active(connection.summary)
        case .wantsMore: break
        case .ended, .failed: fail()
        }
    }

    private func read(into plaintext: inout [UInt8]) {
        var buffer = ByteBuffer()
        while true {
            switch connection.read(into: &buffer) {
            case .done: continue
            case .wantsMore: break
            case .ended: state = .ended
            case .failed: fail()
            }
            plaintext = Array(buffer.readableBytesView)
            return
        }
    }

    private func fail() {
        report()
        if let refusal = connection.refusal(of: peer, context.configuration) {
            state = .failed(refusal)
        } else if let alert, alert.direction == .received {
            state = .failed(TLSError(.handshake, "\(peer) ends TLS with the alert \(alert.name)"))
        } else {
            state = .failed(TLSError(.handshake, "no TLS with \(peer): \(connection.reason)"))
        }
    }

    private func report() {
        while let next = connection.nextAlert() {
            let told = TLSAlert(
                direction: next.isSent ? .sent : .received, number: next.number, isFatal: next.isFatal, peer: peer,
                purpose: context.configuration.purpose)
            if told.isFatal { alert = told }
            context.configuration.observer.onAlert(told)
        }
    }

    private func drain() -> [UInt8] { connection.drain().map { Array($0.readableBytesView) } ?? [] }
}
