import NetworkValues
import Waking

/// What came of a test notification.
public struct NotificationTestOutcome: Sendable, Hashable {
    /// The receiver's name for people.
    public var target: String
    /// The address and port that it was sent to; the host's name when it has no address.
    public var address: String
    /// Whether it was sent, and nobody refused it; for an inform, whether it was acknowledged.
    public var isSent: Bool
    /// Why not; empty when it was.
    public var message: String
}

extension NotificationService {
    /// Sends a test notification to the receivers named `name`, or to all, whatever their severity filter says and
    /// however they do. It waits a moment for the network's refusal.
    ///
    /// A receiver of our set gets ipdectTestNotification, one of the vendor's an event of the least severity with the
    /// code 0, one of both both.
    public func sendTest(to name: String? = nil, text: String = "Test of notifications") async
        -> [NotificationTestOutcome]
    {
        let chosen = targets.filter { name == nil || $0.title == name || $0.name == name || $0.host == name }
        return await withTaskGroup(of: (Int, NotificationTestOutcome).self) { group in
            for (place, target) in chosen.enumerated() {
                group.addTask { (place, await self.sendTest(to: target, text: text)) }
            }
            var outcomes: [(Int, NotificationTestOutcome)] = []
            for await outcome in group { outcomes.append(outcome) }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func sendTest(to target: NotificationTarget, text: String) async -> NotificationTestOutcome {
        func outcome(_ address: String, _ problem: String?) -> NotificationTestOutcome {
            NotificationTestOutcome(
                target: target.title, address: address, isSent: problem == nil, message: problem ?? "")
        }
        guard let address = await surroundings.resolve(target.host).first else {
            return outcome(target.host, "the name \(target.host) has no address")
        }
        let place = if case .v6 = address { "[\(address)]:\(target.port)" } else { "\(address):\(target.port)" }
        do throws(TrapSocket.Failure) {
            let socket = try TrapSocket(to: address, port: target.port)
            if target.kind == .inform {
                return outcome(place, try await inform(test(for: target, text), target, over: socket))
            }
            if let problem = try await send(test(for: target, text), to: target, over: socket) {
                return outcome(place, problem)
            }
            try? await surroundings.sleep(.milliseconds(DeliveryState.settleMilliseconds))
            return outcome(place, socket.takeRefusal()?.text)
        } catch {
            return outcome(place, error.text)
        }
    }

    /// Sends informs and waits for their acknowledgements, each as long as the first try of a delivery would; returns why
    /// one was not acknowledged.
    private func inform(
        _ contents: [NotificationContent], _ target: NotificationTarget, over socket: TrapSocket
    ) async throws(TrapSocket.Failure) -> String? {
        var channel = InformChannel(target, surroundings.agent, surroundings.numbers)
        let bell = Doorbell()
        let answers = try InformSocket(socket, bell: bell)
        for content in contents {
            let requestID = surroundings.numbers.take()
            let deadline = surroundings.now().adding(milliseconds: target.timeoutMilliseconds)
            var rounds = 0
            var isWaiting = true
            var sendsAgain = true
            while isWaiting {
                if sendsAgain, rounds < InformDelivery.roundLimit {
                    rounds += 1
                    do throws(NotificationSealError) {
                        let message = try channel.message(content, requestID: requestID, at: surroundings.now())
                        try? socket.send(message)
                    } catch {
                        return error.description
                    }
                    surroundings.agent.counters.add(.outPkts)
                }
                sendsAgain = false
                let left = deadline.milliseconds(since: surroundings.now())
                guard left > 0, !Task.isCancelled else { return "the receiver does not answer" }
                await bell.wait { [sleep = surroundings.sleep] in try await sleep(.milliseconds(left)) }
                let (arrived, refusal) = answers.take()
                if let refusal { throw refusal }
                for answer in arrived {
                    switch channel.take(answer, at: surroundings.now()) {
                    case .acknowledged(requestID): isWaiting = false
                    case .refused(_, let reason): return reason
                    case .rejected(_, let status): return InformChannel.reason(status)
                    case .learned: sendsAgain = true
                    case .acknowledged, .unexpected: break
                    }
                }
            }
        }
        return nil
    }

    private func test(for target: NotificationTarget, _ text: String) -> [NotificationContent] {
        let own = OwnNotifications(surroundings.agent.root)
            .test(from: surroundings.agent.name(), text: text, at: surroundings.now())
        return (target.set.includesOwn ? [own] : []) + (target.set.includesVendor ? [VendorNotifications.test()] : [])
    }

    /// Sends notifications; returns why they could not be made, if so.
    private func send(
        _ contents: [NotificationContent], to target: NotificationTarget, over socket: TrapSocket
    ) async throws(TrapSocket.Failure) -> String? {
        for content in contents {
            let message: [UInt8]
            do {
                message = try surroundings.agent.message(
                    content, to: target, from: socket.localIPv4, requestID: surroundings.numbers.take())
            } catch {
                return error.description
            }
            try await TargetPump.send(message, over: socket, sleep: surroundings.sleep)
            surroundings.agent.counters.add(.outPkts)
            surroundings.agent.counters.add(.outTraps)
        }
        return nil
    }
}
