public import NetworkValues

/// LLDP on one port, both directions, as a value: frames and time come in, frames and changes come out.
///
/// Neighbours that are new make it send fast; so does a change of what it tells. While it is switched off it neither sends
/// nor listens. `now` is of any clock that does not go back.
public struct LLDPAgent: Sendable {
    /// What happens to it, frames apart.
    public enum Event: Hashable, Sendable {
        /// LLDP is switched on.
        case enable
        /// LLDP is switched off, or the program stops.
        case disable
        /// The link came up.
        case linkUp
        /// The link went down.
        case linkDown
        /// What the device tells of itself.
        case endpoint(LLDPEndpoint)
        /// Time passed.
        case timer
    }

    /// What must be done, or is told.
    public enum Action: Hashable, Sendable {
        /// Send this frame, which has everything but its check sequence.
        case transmit([UInt8])
        /// The neighbours changed.
        case neighbour(LLDPReceiver.Change)
        /// A received frame was refused.
        case refused(LLDPError)
    }

    /// What the device tells of itself.
    public private(set) var endpoint: LLDPEndpoint
    /// When it sends.
    public private(set) var transmitter: LLDPTransmitter
    /// What it heard.
    public private(set) var receiver: LLDPReceiver

    /// Makes an agent that is switched off and has no link.
    public init(
        endpoint: LLDPEndpoint, timers: LLDPTimers = LLDPTimers(), neighbourLimit: Int = LLDPReceiver.defaultLimit
    ) {
        self.endpoint = endpoint
        transmitter = LLDPTransmitter(timers: timers)
        receiver = LLDPReceiver(limit: neighbourLimit)
    }

    /// The counters of both directions.
    public var statistics: LLDPStatistics { receiver.statistics }

    /// When `.timer` must be handled at the latest; `nil` while nothing is waited for.
    public var deadline: Timestamp? {
        guard let sending = transmitter.deadline, let expiring = receiver.deadline else {
            return transmitter.deadline ?? receiver.deadline
        }
        return min(sending, expiring)
    }

    /// Takes an event. Returns what must be done, in this order.
    public mutating func handle(_ event: Event, now: Timestamp) -> [Action] {
        switch event {
        case .enable: return transmit(.enable, now)
        case .disable:
            // What was heard goes with it: nothing that LLDP said may be in force any longer (manual 4.2.14).
            return transmit(.disable, now) + receiver.removeAll(.disabled, now: now).map(Action.neighbour)
        case .linkUp: return transmit(.linkUp, now)
        case .linkDown:
            return transmit(.linkDown, now) + receiver.removeAll(.linkDown, now: now).map(Action.neighbour)
        case .endpoint(let changed):
            guard changed != endpoint else { return [] }
            endpoint = changed
            return transmit(.localChange, now)
        case .timer:
            return receiver.expire(now: now).map(Action.neighbour) + transmit(.timer, now)
        }
    }

    /// Takes a received frame. The kernel gives a tag that it took out of the frame beside it.
    public mutating func receive(_ bytes: Span<UInt8>, tag: VLANTag? = nil, now: Timestamp) -> [Action] {
        guard transmitter.isEnabled else { return [] }
        receiver.statistics.framesIn += 1
        let frame: EthernetFrame
        let unit: LLDPDU
        do throws(LLDPError) {
            frame = try Self.header(bytes)
            unit = try LLDPDU(bytes, in: frame.payload)
        } catch {
            receiver.statistics.refuse(error)
            return [.refused(error)]
        }
        // A frame of our own that a loop or a mirror port sent back.
        guard unit.msap != endpoint.msap else {
            receiver.statistics.framesDiscarded += 1
            return []
        }
        guard let change = receiver.receive(unit, from: frame.source, tag: tag ?? frame.tag, now: now) else {
            return []
        }
        guard case .added = change else { return [.neighbour(change)] }
        return [.neighbour(change)] + transmit(.newNeighbour, now)
    }

    private static func header(_ bytes: Span<UInt8>) throws(LLDPError) -> EthernetFrame {
        let frame: EthernetFrame
        do throws(FrameError) { frame = try EthernetFrame(bytes) } catch { throw .frame(error) }
        guard frame.kind == .lldp else { throw .notLLDP }
        return frame
    }

    private mutating func transmit(_ event: LLDPTransmitter.Event, _ now: Timestamp) -> [Action] {
        guard let action = transmitter.handle(event, now: now) else { return [] }
        receiver.statistics.framesOut += 1
        let timeToLive = action == .send ? transmitter.timers.timeToLiveSeconds : 0
        return [.transmit(endpoint.frame(timeToLiveSeconds: timeToLive))]
    }
}
