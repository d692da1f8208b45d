import DeviceProtocols
import NetworkValues
import Testing

@testable import DeviceFeeds

/// With datagrams made by hand.
@Suite struct SNMPReceiverTests {
    private let linkDown: [UInt32] = [1, 3, 6, 1, 6, 3, 1, 1, 5, 3]

    /// A notification of version 2c, of kind 0xa7 (trap) or 0xa6 (inform).
    private func notification(
        kind: UInt8 = 0xa7, id: Int = 1, community: String = "traps", variables: [([UInt32], [UInt8])]? = nil
    ) -> [UInt8] {
        let given =
            variables ?? [
                ([1, 3, 6, 1, 2, 1, 1, 3, 0], TestBER.integer(99, tag: 0x43)),
                ([1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0], TestBER.name(linkDown)), ([1, 3, 6, 1, 9], TestBER.integer(2)),
            ]
        let pdu = TestBER.element(
            kind, TestBER.integer(id) + TestBER.integer(0) + TestBER.integer(0) + TestBER.variables(given))
        return TestBER.message(version: 1, community: community, pdu)
    }

    private func receiver(limit: Int = 16) async throws -> (SNMPNotificationReceiver, UInt16) {
        let receiver = try SNMPNotificationReceiver(
            accepting: .init(credentials: [.v1(community: "traps"), .v2c(community: "traps")]), limit: limit)
        return (receiver, try await receiver.listen(at: SNMPListenAddress(.loopback, port: 0)))
    }

    /// The status as soon as so many datagrams were seen.
    private func status(of receiver: SNMPNotificationReceiver, after datagrams: UInt64) async -> SNMPNotificationStatus
    {
        while true {
            let status = await receiver.status
            if status.datagrams >= datagrams { return status }
            await Task.yield()
        }
    }

    @Test func `what finds no room is dropped and counted`() async throws {
        let (receiver, port) = try await receiver(limit: 2)
        TestDevice.send((1...5).map { notification(id: $0) }, to: port)
        let status = await status(of: receiver, after: 5)
        #expect(status.accepted == 5 && status.dropped == 3)
        await receiver.shutDown()
        var kept = 0
        for await notification in receiver.notifications {
            #expect(notification.trapOID == linkDown && notification.upTime == 99)
            kept += 1
        }
        #expect(kept == 2)
    }

    @Test func `an inform is answered when it is confirmed, and again when it comes again`() async throws {
        let (receiver, port) = try await receiver()
        let inform = notification(kind: 0xa6, id: 7)
        let device = TestDevice { _, _ in [] }
        defer { device.close() }
        device.send(inform, to: port)
        device.send(inform, to: port)
        let waiting = await status(of: receiver, after: 2)
        #expect(waiting.answered == 0 && waiting.repeated == 1 && waiting.accepted == 1)
        var reader = receiver.notifications.makeAsyncIterator()
        let taken = try #require(await reader.next())
        await receiver.confirm(taken)
        await receiver.confirm(taken)
        device.send(inform, to: port)
        let status = await status(of: receiver, after: 3)
        #expect(status.answered == 2 && status.repeated == 2 && status.accepted == 1)
        while device.datagrams.count < 2 { await Task.yield() }
        #expect(device.requests.map(\.kind) == [0xa2, 0xa2])
        #expect(device.requests.map(\.id) == [7, 7])
        await receiver.shutDown()
        #expect(await reader.next() == nil)
    }

    @Test func `an inform that finds no room is not answered, so that it comes again`() async throws {
        let (receiver, port) = try await receiver(limit: 1)
        let device = TestDevice { _, _ in [] }
        defer { device.close() }
        for id in [7, 8, 8] { device.send(notification(kind: 0xa6, id: id), to: port) }
        let status = await status(of: receiver, after: 3)
        #expect(status.answered == 0 && status.dropped == 2 && status.repeated == 0)
        await receiver.shutDown()
    }

    @Test func `what is no notification is counted by its reason`() async throws {
        let (receiver, port) = try await receiver()
        TestDevice.send(
            [
                Array("rubbish".utf8), [0x30], notification(kind: 0xa0), notification(community: "Traps"),
                notification(variables: [([1, 3, 6, 1, 9], TestBER.integer(2))]), notification().dropLast(3),
            ].map { Array($0) }, to: port)
        let status = await status(of: receiver, after: 6)
        #expect(status.refused == [.malformed: 4, .notANotification: 1, .community: 1])
        #expect(status.accepted == 0)
        await receiver.shutDown()
    }

    @Test func `a port that is taken is told`() async throws {
        let (receiver, port) = try await receiver()
        let error = await #expect(throws: SNMPManagerError.self) {
            try await receiver.listen(at: SNMPListenAddress(.loopback, port: port))
        }
        #expect(error?.description.hasPrefix("127.0.0.1:\(port): a socket for notifications was to be bound") == true)
        await receiver.shutDown()
    }

    @Test func `notifications arrive by IPv6`() async throws {
        let own = IPAddress.v6(high: 0, low: 1, zone: 0)
        let receiver = try SNMPNotificationReceiver(accepting: .init(credentials: [.v2c(community: "traps")]))
        let port = try await receiver.listen(at: SNMPListenAddress(own, port: 0))
        let sender = try SNMPSocket(bound: SNMPEndpoint(own, 0), replies: false)
        #expect(sender.send(notification(), to: SNMPEndpoint(own, port)) == 0)
        _ = await status(of: receiver, after: 1)
        await receiver.shutDown()
        for await notification in receiver.notifications { #expect(notification.source == own) }
        #expect(await receiver.status.accepted == 1)
    }
}
