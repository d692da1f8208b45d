import Faults
import NetworkValues
import SNMPProtocol
import Testing

@testable import SNMPAgent

/// Receivers that answer informs with errors.
@Suite(.serialized)
struct RejectionTests {
    private let start = Timestamp(seconds: 1000)
    private let long = "a text that is longer than any other value of a notification"

    private func target(_ port: UInt16, retries: Int = 1, _ set: NotificationSet = .own) -> NotificationTarget {
        var target = NotificationTarget(
            index: 1, host: "127.0.0.1", port: port, version: .v2c(community: "public"), set: set)
        target.kind = .inform
        target.timeoutMilliseconds = 3000
        target.retries = retries
        return target
    }

    private func content(_ text: String) -> NotificationContent {
        OwnNotifications(.standard).content(TestRecords.alarm(1, text: text), number: 7)
    }

    @Test func `the short form has all objects, and its long texts are empty`() throws {
        let content = content(long)
        let shorter = try #require(content.shortest())
        #expect(shorter.name == content.name && shorter.variables.map(\.name) == content.variables.map(\.name))
        let place = try #require(content.textPosition)
        #expect(shorter.variables[place].value == .octets([]))
        let changed = zip(content.variables, shorter.variables).filter { $0 != $1 }
        #expect(changed.allSatisfy { $1.value == .octets([]) })
        #expect(shorter.shortest() == nil)
        #expect(NotificationContent.generic(.coldStart).shortest() == nil)
    }

    @Test func `after tooBig the short form is sent at once under another number, and only once`() {
        var delivery = InformDelivery(position: 0, timeoutMilliseconds: 1000, retries: 2, window: 1)
        delivery.add(content(long), record: 1, requestID: 5)
        delivery.pass(1)
        delivery.hasSent(0, at: start)
        let isShortened = delivery.shorten(0, requestID: 6)
        #expect(isShortened && delivery.due(at: start) == [0])
        #expect(delivery.place(of: 5) == nil && delivery.place(of: 6) == 0, "a late answer does not count")
        delivery.hasSent(0, at: start)
        let isAgain = delivery.shorten(0, requestID: 7)
        #expect(!isAgain)
        let isGivenUp = delivery.hasRejected(0, isFinal: true, at: start)
        #expect(isGivenUp && delivery.settled == 1 && delivery.hasRoom)
    }

    @Test func `another error is tried again behind pauses, then given up, and the next at once`() {
        var delivery = InformDelivery(position: 0, timeoutMilliseconds: 1000, retries: 2, window: 1)
        func answer(_ now: Timestamp) -> Bool {
            delivery.hasSent(0, at: now)
            return delivery.hasRejected(0, isFinal: false, at: now)
        }
        func add(_ number: UInt64) {
            delivery.add(content("text"), record: number, requestID: Int32(number))
            delivery.pass(number)
        }
        add(1)
        var now = start
        for pause in [Int64(500), 1000] {
            let isGivenUp = answer(now)
            #expect(!isGivenUp && delivery.settled == 0)
            now = now.adding(milliseconds: pause)
            #expect(delivery.due(at: now) == [0] && delivery.due(at: now.adding(milliseconds: -1)).isEmpty)
        }
        let first = answer(now)
        #expect(first && delivery.isRejecting && delivery.settled == 1)
        add(2)
        let second = answer(now)
        #expect(second && delivery.settled == 2)
        add(3)
        delivery.hasSent(0, at: now)
        let isAcknowledged = delivery.hasAcknowledged(3)
        #expect(isAcknowledged && !delivery.isRejecting)
        add(4)
        let fourth = answer(now)
        #expect(!fourth, "from then on it is tried again")
    }

    @Test func `a receiver with little room gets short forms, in order`() async throws {
        let receiver = try #require(InformReceiver())
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port)])
        try await bench.running {
            try await bench.append([TestRecords.alarm(1, text: long)])
            #expect(await bench.until { bench.position == 1 })
            let octets = try #require(receiver.acknowledged.last?.notice(.text))
            #expect(octets == Array(long.utf8))
            let room = TrapEncoder(objectID: [1, 3]).v2c(
                content("text"), as: .inform, community: "public", requestID: .max, upTime: .max
            ).count
            receiver.change { $0.limit = room }
            try await bench.append([
                TestRecords.alarm(2, text: String(repeating: "long ", count: 50)), TestRecords.alarm(3, text: ""),
            ])
            #expect(await bench.until { bench.position == 3 })
            #expect(receiver.alarms == [1, 2, 3])
            #expect(receiver.acknowledged.first { $0.number(.alarm) == 2 }?.notice(.text) == [])
            let status = try #require(bench.service.statuses.first)
            #expect(status.dropped == 0 && status.failed >= 1 && status.acknowledged == 4)
            #expect(status.lastError == "the receiver answered tooBig")
        }
    }

    @Test(arguments: [(1, "tooBig"), (5, "genErr"), (16, "authorizationError"), (99, "error-status 99")])
    func `what a receiver never takes is given up, counted and told, and the next goes on`(
        status: Int, name: String
    ) async throws {
        let receiver = try #require(InformReceiver(.init(status: status)))
        defer { receiver.stop() }
        let bench = try NotificationBench(targets: [target(receiver.port, retries: 0)])
        try await bench.running {
            try await bench.append((1...20).map { TestRecords.alarm(UInt32($0), text: long) })
            #expect(await bench.until { bench.position == 20 })
            let refused = try #require(bench.service.statuses.first)
            #expect(refused.dropped == 21 && refused.failed >= 21 && refused.acknowledged == 0)
            #expect(refused.lastError == "the receiver answered \(name); the notification was given up")
            #expect(refused.pending == 0 && refused.state == .sending)
            receiver.change { $0.status = 0 }
            try await bench.append([TestRecords.alarm(21)])
            #expect(await bench.until { bench.position == 21 })
            #expect(receiver.alarms == [21])
        }
    }
}
