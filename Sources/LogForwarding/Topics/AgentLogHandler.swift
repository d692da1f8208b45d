public import Logging

/// Hands messages to another handler, and those that are severe enough to the outlet too.
public struct AgentLogHandler: LogHandler {
    private var base: any LogHandler
    private let outlet: AgentLogOutlet
    private var floor = Logger.Level.trace

    init(base: any LogHandler, outlet: AgentLogOutlet) {
        self.base = base
        self.outlet = outlet
    }

    /// The least severe level that either of both wants; setting it narrows both.
    public var logLevel: Logger.Level {
        get { min(base.logLevel, max(floor, outlet.level)) }
        set {
            base.logLevel = newValue
            floor = newValue
        }
    }

    /// What every message has with it.
    public var metadata: Logger.Metadata {
        get { base.metadata }
        set { base.metadata = newValue }
    }

    /// One entry of the metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { base[metadataKey: key] }
        set { base[metadataKey: key] = newValue }
    }

    /// Takes a message.
    public func log(event: LogEvent) {
        if event.level >= base.logLevel { base.log(event: event) }
        guard event.level >= max(floor, outlet.level) else { return }
        var text = "\(event.message)"
        let all = base.metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(value)" }
        if let error = event.error { text += " error=\(error)" }
        outlet.take(text, level: event.level, module: event.source)
    }
}
