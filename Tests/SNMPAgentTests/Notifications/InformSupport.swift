import Dispatch
import Glibc
import SNMPProtocol
import Settings
import Synchronization

@testable import SNMPAgent

/// A receiver of informs on loopback, in this process: acknowledges as it is told, and keeps what it acknowledged. In
/// version 3 it is an authoritative engine of its own.
final class InformReceiver: Sendable {
    /// How it behaves.
    struct Behaviour: Sendable {
        /// Whether it answers.
        var answers = true
        /// error-status of its answers.
        var status = 0
        /// Octets of the longest message that it takes; longer ones it answers with tooBig.
        var limit = Int.max
        /// Datagrams that it sends before each answer.
        var noise: [[UInt8]] = []
        /// Its engine.
        var engineID: [UInt8] = [0x80, 0, 0x1f, 0x88, 5, 9, 9, 9]
        var boots: Int32 = 3
        var time: Int32 = 1000
        /// Its user.
        var user: SNMPUser?
    }

    let port: UInt16
    private let descriptor: Int32
    private let behaviour: Mutex<Behaviour>
    private let received = Mutex<[TrapMessage]>([])
    private let datagrams = Mutex(0)
    private let isOver = Mutex(false)

    init?(_ behaviour: Behaviour = Behaviour(), port: UInt16 = 0) {
        guard let (descriptor, port) = Self.bound(port) else { return nil }
        self.descriptor = descriptor
        self.port = port
        self.behaviour = Mutex(behaviour)
        var wait = timeval(tv_sec: 0, tv_usec: 50_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        let thread = DispatchQueue(label: "inform-receiver")
        thread.async { self.listen() }
    }

    /// The notifications that were acknowledged, in order.
    var acknowledged: [TrapMessage] { received.withLock { $0 } }
    /// The alarms' numbers in them, in order. One that was sent again because this machine was slow counts once.
    var alarms: [UInt64] {
        var last: UInt64?
        return acknowledged.compactMap { message in
            guard let record = message.number(.record), record != last else { return nil }
            last = record
            return message.number(.alarm)
        }
    }
    /// Datagrams that came.
    var count: Int { datagrams.withLock { $0 } }

    func change(_ body: @Sendable (inout Behaviour) -> Void) { behaviour.withLock { body(&$0) } }

    /// Closes the socket.
    func stop() { isOver.withLock { $0 = true } }

    private static func bound(_ port: UInt16) -> (Int32, UInt16)? {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
            }
        }
        return isBound ? (descriptor, UInt16(bigEndian: address.sin_port)) : nil
    }

    private func listen() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !isOver.withLock({ $0 }) {
            var peer = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let count = withUnsafeMutablePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
                }
            }
            guard count > 0 else { continue }
            datagrams.withLock { $0 += 1 }
            let behaviour = behaviour.withLock { $0 }
            guard behaviour.answers, let answer = answer(Array(buffer.prefix(count)), behaviour) else { continue }
            withUnsafePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                    for octets in behaviour.noise + [answer] {
                        _ = sendto(descriptor, octets, octets.count, 0, peer, length)
                    }
                }
            }
        }
        close(descriptor)
    }

    private func answer(_ octets: [UInt8], _ behaviour: Behaviour) -> [UInt8]? {
        var behaviour = behaviour
        if octets.count > behaviour.limit { behaviour.status = 1 }
        if behaviour.user != nil { return InformEngine(behaviour).answer(octets) { keep($0, behaviour) } }
        guard let message = TrapMessage(octets), message.head.first?.tag == 2 else { return nil }
        keep(message, behaviour)
        return Self.response(to: octets, status: behaviour.status)
    }

    private func keep(_ message: TrapMessage, _ behaviour: Behaviour) {
        if behaviour.status == 0 { received.withLock { $0.append(message) } }
    }

    /// The same message as a Response with an error-status.
    static func response(to octets: [UInt8], status: Int) -> [UInt8]? {
        var outer = octets[...]
        guard var body = CellReader.element(&outer)?.1, let version = CellReader.element(&body)?.1,
            let community = CellReader.element(&body)?.1, let (tag, pdu) = CellReader.element(&body), tag == 0xa6
        else { return nil }
        return BER.element(
            0x30,
            BER.element(2, Array(version)) + BER.element(4, Array(community)) + response(Array(pdu), status: status))
    }

    /// A Response of an InformRequest's content.
    static func response(_ pdu: [UInt8], status: Int) -> [UInt8] {
        var rest = pdu[...]
        guard let id = CellReader.element(&rest)?.1, CellReader.element(&rest) != nil, CellReader.element(&rest) != nil
        else { return [] }
        return BER.element(0xa2, BER.element(2, Array(id)) + BER.integer(status) + BER.integer(0) + Array(rest))
    }
}

/// The authoritative side of version 3, the slow way (RFC 3414 3.2).
struct InformEngine {
    let behaviour: InformReceiver.Behaviour

    init(_ behaviour: InformReceiver.Behaviour) { self.behaviour = behaviour }

    func answer(_ octets: [UInt8], _ keep: (TrapMessage) -> Void) -> [UInt8]? {
        guard let user = behaviour.user else { return nil }
        let keys = LocalizedUser(user, engineID: behaviour.engineID, hashing: LibraryHashing())
        var outer = octets[...]
        guard var message = ReadMessage.take(0x30, &outer), ReadMessage.integer(&message) == 3,
            var header = ReadMessage.take(0x30, &message), let id = ReadMessage.integer(&header),
            ReadMessage.integer(&header) != nil, let flags = ReadMessage.take(4, &header)?.first,
            var wrapped = ReadMessage.take(4, &message), var parameters = ReadMessage.take(0x30, &wrapped),
            let engineID = ReadMessage.take(4, &parameters), let boots = ReadMessage.integer(&parameters),
            let time = ReadMessage.integer(&parameters), let name = ReadMessage.take(4, &parameters),
            let digest = ReadMessage.take(4, &parameters), let salt = ReadMessage.take(4, &parameters)
        else { return nil }
        guard Array(engineID) == behaviour.engineID else { return report(4, id, nil) }
        guard Array(name) == keys.name else { return report(3, id, nil) }
        if let (key, length) = keys.digest {
            guard flags & 1 != 0 else { return report(1, id, nil) }
            var expected = [UInt8](repeating: 0, count: 64)
            _ = key.digest(of: octets, count: octets.count, hole: digest.startIndex, holeCount: length, to: &expected)
            guard digest.elementsEqual(expected.prefix(length)) else { return report(5, id, nil) }
            guard boots == Int(behaviour.boots), abs(time - Int(behaviour.time)) <= 150 else {
                return report(2, id, keys, authOnly: true)
            }
        }
        var data = message
        if let cipher = keys.cipher {
            guard flags & 2 != 0, let key = CipherKey(cipher.algorithm, key: cipher.key),
                var encrypted = ReadMessage.take(4, &message).map(Array.init),
                TestManager.run(key, encrypting: false, &encrypted, Int32(boots), Int32(time), Array(salt))
            else { return report(6, id, nil) }
            data = encrypted[...]
        }
        guard var scoped = ReadMessage.take(0x30, &data), let context = ReadMessage.take(4, &scoped),
            ReadMessage.take(4, &scoped) != nil, let (tag, pdu) = CellReader.element(&scoped), tag == 0xa6
        else { return report(6, id, nil) }
        let plain = BER.element(0x30, BER.integer(1) + BER.element(4, []) + BER.element(0xa6, Array(pdu)))
        if let message = TrapMessage(plain) { keep(message) }
        let reply = BER.element(4, Array(context)) + BER.element(4, [])
        return sealed(
            BER.element(0x30, reply + InformReceiver.response(Array(pdu), status: behaviour.status)), id, keys)
    }

    /// A report of a counter below usmStats.
    private func report(_ number: UInt8, _ id: Int, _ keys: LocalizedUser?, authOnly: Bool = false) -> [UInt8]? {
        let name: [UInt8] = [43, 6, 1, 6, 3, 15, 1, 1, number, 0]
        let binding = BER.element(0x30, BER.element(6, name) + BER.element(0x41, [1]))
        let pdu = BER.element(0xa8, BER.integer(0) + BER.integer(0) + BER.integer(0) + BER.element(0x30, binding))
        let scoped = BER.element(0x30, BER.element(4, behaviour.engineID) + BER.element(4, []) + pdu)
        return sealed(scoped, id, keys, authOnly: authOnly)
    }

    private func sealed(_ scoped: [UInt8], _ id: Int, _ keys: LocalizedUser?, authOnly: Bool = false) -> [UInt8]? {
        guard var user = keys else {
            return try? UserMessage(
                engineID: behaviour.engineID, boots: behaviour.boots, time: behaviour.time, messageID: Int32(id),
                maximumMessage: 4096
            ).encoded(scoped, salt: 1)
        }
        if authOnly, var plain = behaviour.user {
            plain.privacy = nil
            user = LocalizedUser(plain, engineID: behaviour.engineID, hashing: LibraryHashing())
        }
        return try? UserMessage(
            engineID: behaviour.engineID, boots: behaviour.boots, time: behaviour.time, user: user,
            messageID: Int32(id), maximumMessage: 4096
        ).encoded(scoped, salt: 7)
    }
}
