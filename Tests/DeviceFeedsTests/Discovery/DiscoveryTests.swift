import DeviceProtocols
import FeedSupport
import IPDECTCore
import NetworkValues
import Synchronization
import Testing

@testable import DeviceFeeds

/// A clock that jumps to each deadline.
private final class JumpingClock: FeedClock {
    private let time = Mutex(Timestamp(seconds: 1_800_000_000))

    func now() -> Timestamp { time.withLock { $0 } }

    func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline) }
        await Task.yield()
    }
}

/// A network that is made up: what each address answers, and how many were asked at the same time.
private final class MadeUpNetwork: DiscoveryProber {
    private struct State {
        var asked: [IPAddress] = []
        var now = 0
        var most = 0
    }

    private let state = Mutex(State())
    private let answer: @Sendable (IPAddress) async -> DiscoveryAnswer

    init(_ answer: @escaping @Sendable (IPAddress) async -> DiscoveryAnswer) { self.answer = answer }

    var asked: [IPAddress] { state.withLock { $0.asked } }
    var most: Int { state.withLock { $0.most } }

    func probe(_ address: IPAddress) async -> DiscoveryAnswer {
        state.withLock { state in
            state.asked.append(address)
            state.now += 1
            state.most = max(state.most, state.now)
        }
        let answer = await answer(address)
        state.withLock { $0.now -= 1 }
        return answer
    }
}

@Suite struct `A search` {
    private static let start = Timestamp(seconds: 1_800_000_000)

    private static func answer(_ address: IPAddress) -> DiscoveryAnswer {
        guard case .v4(let number) = address else { return DiscoveryAnswer() }
        var identity = DeviceIdentity()
        switch number & 0xff {
        case 10...19:
            identity.model = .ipbs3
            identity.mac = MACAddress(rawValue: 0x00_01_3e_00_00_00 | UInt64(number & 0xff))
            return DiscoveryAnswer(snmp: .identified(DiscoveredDevice(identity, credentials: "site")))
        case 20:
            identity.model = .ipbs3
            identity.mac = MACAddress(rawValue: 0x00_01_3e_00_00_0a)
            return DiscoveryAnswer(snmp: .failed(.noAnswer), http: .identified(DiscoveredDevice(identity)))
        case 30: return DiscoveryAnswer(snmp: .identified(DiscoveredDevice(identity)))
        case 31: return DiscoveryAnswer(snmp: .failed(.credentials), http: .failed(.refused))
        case 32: return DiscoveryAnswer(snmp: .failed(.refused))
        case 33: return DiscoveryAnswer(http: .failed(.other("expected a certificate that is trusted")))
        default: return DiscoveryAnswer(snmp: .failed(.noAnswer))
        }
    }

    @Test func `proposes what answers, in order, and counts the rest`() async throws {
        let network = MadeUpNetwork { Self.answer($0) }
        let clock = JumpingClock()
        let request = try DiscoveryRequest(["192.0.2.0/24"], credentials: ["site"], inFlightLimit: 8)
        let last = Mutex(DiscoveryProgress(addresses: 0))
        let result = await Discovery(prober: network, clock: clock).run(request) { progress in
            last.withLock { if progress.done > $0.done { $0 = progress } }
        }
        #expect(result.isComplete && network.asked.count == 254 && Set(network.asked).count == 254)
        #expect(
            result.proposals.map { "\($0.address)" } == (10...20).map { "192.0.2.\($0)" })
        #expect(result.proposals.last?.reasons.last == .sameDevice(.v4(0xc000_020a)))
        #expect(result.lacksCredentials.map(\.description) == ["192.0.2.31"])
        #expect(result.firstFailure == "192.0.2.33: expected a certificate that is trusted")
        var expected = DiscoveryProgress(addresses: 254)
        (expected.asked, expected.done, expected.found, expected.strangers) = (254, 254, 11, 1)
        (expected.silent, expected.refused, expected.withoutCredentials, expected.failed) = (239, 1, 1, 1)
        #expect(result.progress == expected)
        #expect(last.withLock { $0 } == expected)
        #expect(network.most <= 8)
        // 254 addresses at 50 a second, by the clock of the search.
        #expect(clock.now().milliseconds(since: Self.start) == 5060)
    }

    @Test func `asks no more at the same time than it may`() async throws {
        let gate = Gate()
        let network = MadeUpNetwork { _ in
            await gate.pass()
            return DiscoveryAnswer()
        }
        let request = try DiscoveryRequest(
            ["192.0.2.0/24"], credentials: [], ratePerSecond: 1000, inFlightLimit: 5)
        let clock = JumpingClock()
        async let result = Discovery(prober: network, clock: clock).run(request)
        await gate.waitFor(5)
        #expect(network.asked.count == 5)
        gate.open()
        #expect(await result.isComplete)
        #expect(network.most == 5 && network.asked.count == 254)
    }

    @Test func `ends when it is cancelled, with what it found`() async throws {
        let network = MadeUpNetwork { Self.answer($0) }
        let clock = HandClock()
        let request = try DiscoveryRequest(["192.0.2.0/24"], credentials: ["site"], ratePerSecond: 10)
        let task = Task { await Discovery(prober: network, clock: clock).run(request) }
        for _ in 0..<14 { clock.wake(at: await clock.sleeper()) }
        _ = await clock.sleeper()
        task.cancel()
        let result = await task.value
        #expect(!result.isComplete && network.asked.count == 15 && result.progress.asked == 15)
        #expect(result.progress.addresses == 254 && result.progress.done <= 15)
    }

    @Test func `ends when it is cancelled while it waits for answers`() async throws {
        let gate = Gate()
        let network = MadeUpNetwork { _ in
            await gate.pass()
            return Self.answer(.v4(10))
        }
        let request = try DiscoveryRequest(["192.0.2.0/24"], credentials: ["site"], inFlightLimit: 3)
        let clock = JumpingClock()
        let task = Task { await Discovery(prober: network, clock: clock).run(request) }
        await gate.waitFor(3)
        task.cancel()
        gate.open()
        let result = await task.value
        #expect(!result.isComplete && network.asked.count == 3)
    }

    @Test func `keeps as many proposals as the list has room for`() async throws {
        var identity = DeviceIdentity()
        identity.model = .ipbs2
        let found = DiscoveryAnswer(snmp: .identified(DiscoveredDevice(identity)))
        let network = MadeUpNetwork { _ in found }
        let request = try DiscoveryRequest(["10.0.0.0/19"], credentials: ["site"], ratePerSecond: 1000)
        let result = await Discovery(prober: network, clock: JumpingClock()).run(request)
        #expect(result.isComplete && result.proposals.count == Discovery.proposalLimit)
        #expect(result.progress.found == 8190 && result.progress.leftOut == 8190 - 4096)
    }
}

/// Holds back whoever passes until it is opened.
private final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        var watcher: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    func pass() async {
        await withCheckedContinuation { continuation in
            let ready: [CheckedContinuation<Void, Never>] = state.withLock { state in
                if state.isOpen { return [continuation] }
                state.waiting.append(continuation)
                guard let watcher = state.watcher, watcher.count <= state.waiting.count else { return [] }
                state.watcher = nil
                return [watcher.continuation]
            }
            for one in ready { one.resume() }
        }
    }

    /// Returns once so many wait.
    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if state.waiting.count >= count { return true }
                state.watcher = (count, continuation)
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }
}
