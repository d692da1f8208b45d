import LinkProtocols
import NetworkValues
import TLSKit

/// What a switch and its authentication server do, in memory: EAPOL, EAP, the MD5 challenge and the server's side of EAP-TLS.
final class TestAuthenticator {
    enum Method {
        case md5(digest: @Sendable ([UInt8]) -> [UInt8], password: String)
        case tls(TLSContext)
    }

    static let address = MACAddress(rawValue: 0x1605_2ea1_06a9)

    var method: Method
    /// Octets of records in one fragment.
    var fragmentSize = 1000
    /// Whether it says one octet of zero behind a handshake of TLS 1.3 (RFC 9190 2.1.1).
    var commits = true
    /// Whether it answers at all.
    var isAlive = true
    /// How many packets it still answers; `nil` for all.
    var patience: Int?
    /// Whether it begins without asking who the peer is.
    var skipsIdentity = false

    private(set) var starts = 0
    private(set) var logoffs = 0
    private(set) var identities: [String] = []
    /// How each conversation ended.
    private(set) var outcomes: [Bool] = []
    /// Fragments of one message that came and went at most.
    private(set) var fragmentsIn = 0
    private(set) var fragmentsOut = 0
    private(set) var engine: TLSEngine?

    private var identifier: UInt8 = 100
    private var isTLSActive = false
    private var hasCommitted = false
    private var sending: EAPTLSFragments?
    private var reassembly = EAPTLSReassembly()
    private let challenge: [UInt8] = (0..<16).map { $0 &* 7 &+ 3 }

    init(_ method: Method) { self.method = method }

    /// The certificates that the peer showed.
    var peerChain: [Certificate] {
        guard case .active(let session)? = engine?.state else { return [] }
        return session.peerChain
    }

    /// Begins a conversation.
    func begin() -> [[UInt8]] {
        engine = nil
        isTLSActive = false
        hasCommitted = false
        sending = nil
        reassembly.reset()
        return skipsIdentity ? beginMethod() : request([1])
    }

    /// Frames that answer a frame of the supplicant.
    func receive(_ frame: [UInt8]) throws -> [[UInt8]] {
        guard isAlive else { return [] }
        if let patience {
            guard patience > 0 else { return [] }
            self.patience = patience - 1
        }
        let header = try EthernetFrame(frame.span)
        let packet = try EAPOLPacket(frame.span, in: header.payload)
        switch packet.type {
        case .start:
            starts += 1
            return begin()
        case .logoff:
            logoffs += 1
            return []
        case .eap: return try response(Array(frame[packet.body]))
        default: return []
        }
    }

    private func response(_ octets: [UInt8]) throws -> [[UInt8]] {
        let packet = try EAPPacket(octets.span, in: 0..<octets.count)
        guard packet.code == .response, packet.identifier == identifier else { return [] }
        let data = Array(octets[packet.data])
        switch (packet.type, method) {
        case (.identity?, _):
            identities.append(String(decoding: data, as: UTF8.self))
            return beginMethod()
        case (.md5Challenge?, .md5(let digest, let password)):
            let expected = digest([identifier] + Array(password.utf8) + challenge)
            return end(data == [16] + expected)
        case (.tls?, .tls): return try tls(octets, packet.data)
        default: return end(false)
        }
    }

    private func beginMethod() -> [[UInt8]] {
        switch method {
        case .md5: return request([4, 16] + challenge)
        case .tls: return request([13, EAPTLSFragment.startFlag])
        }
    }

    private func tls(_ octets: [UInt8], _ data: Range<Int>) throws -> [[UInt8]] {
        guard case .tls(let context) = method else { return [] }
        let fragment = try EAPTLSFragment(octets.span, in: data)
        if sending != nil { return next() }
        if let engine, fragment.isAcknowledgment, isTLSActive { return try conclude(engine) }
        switch try reassembly.take(fragment, octets.span) {
        case .more:
            fragmentsIn += 1
            return request([13, 0])
        case .whole(let records): return try step(engine ?? TLSEngine(context, peer: "supplicant"), records)
        }
    }

    private func step(_ engine: TLSEngine, _ records: [UInt8]) throws -> [[UInt8]] {
        self.engine = engine
        isTLSActive = true
        var answer = engine.take(records).records
        if case .active(let session) = engine.state, session.version == "TLSv1.3", commits, !hasCommitted {
            answer += engine.send([0])
            hasCommitted = true
        }
        guard !answer.isEmpty else { return try conclude(engine) }
        sending = EAPTLSFragments(answer, size: fragmentSize)
        return next()
    }

    private func next() -> [[UInt8]] {
        guard var fragments = sending else { return [] }
        let data = fragments.next()
        if !fragments.isDone { fragmentsOut += 1 }
        sending = fragments.isDone ? nil : fragments
        return request([13] + data)
    }

    private func conclude(_ engine: TLSEngine) throws -> [[UInt8]] {
        if case .active = engine.state { return end(true) }
        return end(false)
    }

    func request(_ data: [UInt8]) -> [[UInt8]] {
        identifier &+= 1
        let length = 4 + data.count
        return [frame([1, identifier, UInt8(length >> 8), UInt8(length & 255)] + data)]
    }

    func end(_ isSuccess: Bool) -> [[UInt8]] {
        outcomes.append(isSuccess)
        isTLSActive = false
        return [frame([isSuccess ? 3 : 4, identifier, 0, 4])]
    }

    func frame(_ body: [UInt8]) -> [UInt8] {
        EthernetFrame.encoded(
            to: GroupAddress.portAccessEntity, from: Self.address, kind: .eapol,
            payload: EAPOLPacket.encoded(.eap, body: body))
    }
}
