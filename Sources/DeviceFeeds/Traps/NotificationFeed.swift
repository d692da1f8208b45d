import DeviceProtocols
public import Logging
import NetworkValues
public import ServiceLifecycle
import Settings
import Synchronization
import Waking

/// Takes the notifications that devices send, on the addresses and with the communities and users of the settings.
public final class NotificationFeed: Service {
    private struct State: Sendable {
        var listeners: [DeviceFeedStatus.Listener] = []
        var receiver: SNMPNotificationReceiver?
        /// Of the receivers of former settings.
        var earlier = SNMPNotificationStatus()
    }

    private let service: DeviceFeedService
    private let manager: SNMPManager
    private let ownEngine: SNMPOwnEngine?
    private let onListening: @Sendable ([DeviceFeedStatus.Listener]) async -> Void
    private let logger: Logger
    private let changed = Doorbell()
    private let state = Mutex(State())

    /// Seconds until an address that could not be opened is tried again.
    static let retrySeconds = 10
    /// Notifications that are taken before one of them has to be durable.
    static let openLimit = 256

    /// Makes a feed. `ownEngine` is the engine as which informs of version 3 are taken; `onListening` hears of the addresses,
    /// those that could not be opened among them.
    public init(
        _ service: DeviceFeedService, over snmp: SNMPAccess, ownEngine: SNMPOwnEngine?,
        onListening: @escaping @Sendable ([DeviceFeedStatus.Listener]) async -> Void = { _ in }, logger: Logger
    ) {
        self.service = service
        manager = snmp.manager
        self.ownEngine = ownEngine
        self.onListening = onListening
        self.logger = logger
    }

    /// The addresses on which notifications are received, and why not.
    public var listeners: [DeviceFeedStatus.Listener] { state.withLock { $0.listeners } }

    /// What was received and refused since the start.
    public func counts() async -> SNMPNotificationStatus {
        let (receiver, earlier) = state.withLock { ($0.receiver, $0.earlier) }
        guard let receiver else { return earlier }
        return await earlier.adding(receiver.status)
    }

    /// The settings of the service have changed.
    public func renew() { changed.ring() }

    /// Receives until the agent shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled { await self.receive() }
        }
    }

    /// Receives until the settings change.
    private func receive() async {
        let configuration = service.configuration
        guard !configuration.settings.traps.isEmpty, !configuration.devices.isEmpty else {
            await tell([])
            return await changed.wait()
        }
        let receiver: SNMPNotificationReceiver
        do {
            receiver = try SNMPNotificationReceiver(accepting: acceptance(configuration), manager: manager)
        } catch {
            logger.error("notifications cannot be received: \(error)")
            return await changed.wait { try await Task.sleep(for: .seconds(Self.retrySeconds)) }
        }
        var listeners: [DeviceFeedStatus.Listener] = []
        for place in configuration.settings.traps {
            let address = SNMPListenAddress(place.address, port: place.port ?? FeedSettings.trapPort)
            let name = "\(SNMPEndpoint(address.address, address.port))"
            do throws(SNMPManagerError) {
                try await receiver.listen(at: address)
                listeners.append(.init(address: name, error: ""))
            } catch {
                listeners.append(.init(address: name, error: error.message))
            }
        }
        state.withLock { $0.receiver = receiver }
        await tell(listeners)
        let hasFailed = listeners.contains { !$0.error.isEmpty }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.read(receiver) }
            if hasFailed {
                await self.changed.wait { try await Task.sleep(for: .seconds(Self.retrySeconds)) }
            } else {
                await self.changed.wait()
            }
            await receiver.shutDown()
        }
        let status = await receiver.status
        state.withLock { state in
            state.earlier = state.earlier.adding(status)
            state.receiver = nil
        }
    }

    private func tell(_ listeners: [DeviceFeedStatus.Listener]) async {
        state.withLock { $0.listeners = listeners }
        await onListening(listeners)
    }

    /// Takes notifications as they come, and confirms each when it is durable. One that cannot be is left to its sender, who
    /// sends an inform again.
    private func read(_ receiver: SNMPNotificationReceiver) async {
        await withDiscardingTaskGroup { group in
            var open = 0
            for await notification in receiver.notifications {
                let task = self.begin(notification)
                group.addTask {
                    if await task.value {
                        await receiver.confirm(notification)
                    } else {
                        await receiver.forget(notification)
                    }
                }
                open += 1
                if open == Self.openLimit {
                    // All that came before it is durable then, too.
                    _ = await task.value
                    open = 0
                }
            }
        }
    }

    private func begin(_ notification: ReceivedNotification) -> Task<Bool, Never> {
        let reading = NotificationReader.read(
            DeviceNotification(
                name: notification.trapOID, variables: notification.variables, upTime: notification.upTime))
        // A relay that passes a notification on names its sender.
        let sender = notification.agentAddress.flatMap { service.isWatched($0) ? $0 : nil } ?? notification.source
        return service.begin(reading.readings, from: .traps, at: sender)
    }

    private func acceptance(_ configuration: FeedConfiguration) -> SNMPNotificationReceiver.Acceptance {
        let usable = configuration.usable
        let all = usable.compactMap(\.snmp).flatMap { snmp -> [SNMPCredentials] in
            // The vendor's devices send version 1 whatever they are asked with.
            snmp.version == .v3 ? [snmp] : [.v1(community: snmp.community), .v2c(community: snmp.community)]
        }
        return SNMPNotificationReceiver.Acceptance(
            credentials: all, engineIDs: usable.flatMap(\.engineIDs), ownEngine: ownEngine)
    }
}

extension SNMPNotificationStatus {
    func adding(_ other: SNMPNotificationStatus) -> SNMPNotificationStatus {
        var sum = self
        sum.datagrams += other.datagrams
        sum.accepted += other.accepted
        sum.answered += other.answered
        sum.repeated += other.repeated
        sum.reports += other.reports
        sum.dropped += other.dropped
        sum.refused.merge(other.refused, uniquingKeysWith: +)
        return sum
    }
}
