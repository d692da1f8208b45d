import CLinux
import Glibc
public import NetworkValues

/// The kernel's links, addresses, routes and gateways, kept by subscription: read once at the start, then told. Nothing is
/// polled, and nothing waits: whoever owns the thread waits for `descriptor` and `deadline`.
///
/// Belongs to one thread, and to the network namespace in which it was made. RFC 3549; rtnetlink(7).
public final class RouteSocket {
    /// Octets of room for a datagram: the kernel's dumps have at most 32 KiB, a link with many virtual functions more.
    static let roomSize = 1 << 18
    /// Octets that the kernel may keep for the socket: what 5,000 addresses added at once need.
    public static let receiveBuffer: Int32 = 4 << 20
    /// Datagrams that one call of `receive` takes at most, so that others get their turn.
    static let batch = 256
    /// Milliseconds after which a request counts as unanswered.
    public static let patienceMilliseconds: Int64 = 5000
    /// Requests that may wait for their answers.
    public static let requestLimit = 256

    /// What to wait for: readable when the kernel has told something.
    public let descriptor: Int32
    /// What is known. Whole after the first `.complete`.
    public private(set) var table = RouteTable()
    /// What was counted.
    public private(set) var counters = RouteCounters()

    private var room: [UInt8]
    private var dumping = RouteDumping()
    private var dumpSequence: UInt32 = 0
    private var sequence: UInt32 = 0
    /// Requests that wait for their answers: when they were sent, and if an acknowledgement ends them or what was asked for.
    private var requests: [UInt32: (sentAt: Timestamp, isAcknowledged: Bool)] = [:]
    private var refusals: [(UInt32, RouteRefusal)] = []

    /// Opens the socket and asks for everything. No right is needed to listen; changes need CAP_NET_ADMIN.
    public convenience init(now: Timestamp, receiveBuffer: Int32 = receiveBuffer) throws(RouteError) {
        try self.init(now: now, receiveBuffer: receiveBuffer, roomSize: Self.roomSize)
    }

    init(now: Timestamp, receiveBuffer: Int32, roomSize: Int) throws(RouteError) {
        room = [UInt8](repeating: 0, count: roomSize)
        descriptor = ipd_route_open(receiveBuffer)
        guard descriptor >= 0 else { throw .system(call: "socket of rtnetlink", errno: -descriptor) }
        beginDump(now)
    }

    deinit {
        close(descriptor)
    }

    /// When `receive` must be called although nothing came; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        let answers = requests.values.map(\.sentAt).min()?.adding(milliseconds: Self.patienceMilliseconds)
        guard let answers, let dumps = dumping.deadline else { return answers ?? dumping.deadline }
        return min(answers, dumps)
    }

    /// Sends a request. Its answer comes as `.answer` under the number that is returned; a refusal to take it at once, too.
    public func send(_ request: RouteRequest, now: Timestamp) -> UInt32 {
        let number = nextSequence()
        guard requests.count < Self.requestLimit else {
            refusals.append((number, RouteRefusal(errno: EBUSY, text: "too many requests wait")))
            return number
        }
        let result = transmit(request, number)
        if result < 0 {
            refusals.append((number, RouteRefusal(errno: -result)))
        } else {
            requests[number] = (now, request.isAcknowledged)
        }
        return number
    }

    /// Takes what the kernel told. Returns what changed.
    public func receive(now: Timestamp) -> [RouteChange] {
        var changes = refusals.map { RouteChange.answer(sequence: $0.0, .refused($0.1)) }
        refusals = []
        expire(now, &changes)
        for _ in 0..<Self.batch {
            let count = unsafe room.withUnsafeMutableBufferPointer {
                unsafe ipd_route_receive(descriptor, $0.baseAddress, UInt32($0.count))
            }
            switch count {
            case -EAGAIN:
                askForGateways(now)
                beginDump(now)
                if dumping.becameWhole() { changes.append(.complete) }
                return changes
            case -ENOBUFS:
                counters.overruns += 1
                resynchronize()
            case ..<0:
                changes.append(.unreadable(.system(call: "receive of rtnetlink", errno: -count)))
                return changes
            case 0: counters.foreign += 1
            default:
                counters.datagrams += 1
                if Int(count) > room.count {
                    counters.truncated += 1
                    resynchronize()
                }
                take(min(Int(count), room.count), now, &changes)
            }
        }
        return changes
    }

    private func resynchronize() {
        counters.resynchronizations += 1
        dumping.loseAll()
    }

    private func expire(_ now: Timestamp, _ changes: inout [RouteChange]) {
        let late = requests.filter { now >= $0.value.sentAt.adding(milliseconds: Self.patienceMilliseconds) }
        for number in late.keys.sorted() {
            requests[number] = nil
            counters.unanswered += 1
            changes.append(.answer(sequence: number, .noAnswer))
        }
        if let kind = dumping.expire(now: now) {
            counters.failedDumps += 1
            table.abandon(kind)
        }
    }

    private func take(_ count: Int, _ now: Timestamp, _ changes: inout [RouteChange]) {
        let octets = room
        let bytes = octets.span.extracting(first: count)
        var position = 0
        do throws(RouteError) {
            while let message = try RouteMessage.next(bytes, &position) {
                counters.messages += 1
                take(message, bytes, now, &changes)
            }
        } catch {
            counters.unreadable += 1
            changes.append(.unreadable(error))
        }
    }

    private func take(
        _ message: RouteMessage, _ bytes: Span<UInt8>, _ now: Timestamp, _ changes: inout [RouteChange]
    ) {
        let isOfDump = message.sequence == dumpSequence && dumping.current != nil
        if isOfDump { dumping.proceed(isInterrupted: message.isInterrupted, now: now) }
        do throws(RouteError) {
            switch Int(message.type) {
            case IPD_NLMSG_ERROR, IPD_NLMSG_DONE:
                let refusal = try RouteRefusal.read(message, bytes)
                if isOfDump {
                    endDump(refusal, &changes)
                } else if requests.removeValue(forKey: message.sequence) != nil {
                    changes.append(.answer(sequence: message.sequence, refusal.map(RouteAnswer.refused) ?? .done))
                }
            case IPD_NLMSG_OVERRUN: resynchronize()
            default:
                guard let record = try RouteRecord.read(message, bytes) else { return }
                if requests[message.sequence]?.isAcknowledged == false { requests[message.sequence] = nil }
                let told = table.take(record, fromDump: isOfDump && message.isMulti)
                follow(told)
                changes += told.map(refreshed)
            }
        } catch {
            counters.unreadable += 1
            changes.append(.unreadable(error))
        }
    }

    /// Asks for what the kernel does not tell: IPv4 routes that go with an address or a link, and speeds.
    private func follow(_ changes: [RouteChange]) {
        for change in changes {
            switch change {
            case .link(let before, let after?):
                if after.isEthernet, before == nil || before != after { askForSpeed(after) }
                if before?.isAdministrativelyUp == true, !after.isAdministrativelyUp { dumping.lose(.routesIPv4) }
            case .address(_?, nil): dumping.lose(.routesIPv4)
            default: break
            }
        }
    }

    /// The change with the speed that was found meanwhile.
    private func refreshed(_ change: RouteChange) -> RouteChange {
        guard case .link(let before, let after?) = change else { return change }
        return .link(before: before, after: table.links[after.index] ?? after)
    }

    private func askForSpeed(_ link: LinkEntry) {
        var speed = ipd_link_speed()
        let result = unsafe ipd_route_link_speed(descriptor, link.name, &speed)
        table.set(speed: result < 0 ? nil : LinkEntry.Speed(speed), of: link.index)
    }

    private func endDump(_ refusal: RouteRefusal?, _ changes: inout [RouteChange]) {
        guard let kind = dumping.current else { return }
        let isRepeated = dumping.end()
        if isRepeated {
            counters.interruptedDumps += 1
            table.abandon(kind)
        } else if let refusal, ![ENOENT, EOPNOTSUPP, EAFNOSUPPORT].contains(refusal.errno) {
            counters.failedDumps += 1
            table.abandon(kind)
            dumping.fail()
        } else {
            // A family or a table that the kernel does not have is empty.
            let gone = table.end(kind)
            follow(gone)
            changes += gone
        }
    }

    private func beginDump(_ now: Timestamp) {
        guard let kind = dumping.next(now: now) else { return }
        dumpSequence = nextSequence()
        table.begin(kind)
        // A dump that cannot be asked for is given up when it does not go on, and then begun again.
        if transmit(kind.request, dumpSequence) < 0 { counters.failedDumps += 1 }
    }

    /// The entries of gateways that a dump has not brought: their answers are not waited for, a refusal means none.
    private func askForGateways(_ now: Timestamp) {
        guard !dumping.isBusy else { return }
        for gateway in table.takeNewGateways() {
            _ = transmit(.neighbour(gateway.address, on: gateway.index), nextSequence())
        }
    }

    private func transmit(_ request: RouteRequest, _ number: UInt32) -> Int32 {
        let octets = request.encoded(sequence: number)
        return unsafe octets.withUnsafeBufferPointer {
            unsafe ipd_route_send(descriptor, $0.baseAddress, UInt32($0.count))
        }
    }

    private func nextSequence() -> UInt32 {
        sequence = sequence == .max ? 1 : sequence + 1
        return sequence
    }
}

extension LinkEntry.Speed {
    init(_ speed: ipd_link_speed) {
        self.init(
            megabits: speed.megabits == 0 ? nil : speed.megabits,
            isFullDuplex: speed.duplex > 1 ? nil : speed.duplex == 1, isNegotiated: speed.is_negotiated != 0)
    }
}
