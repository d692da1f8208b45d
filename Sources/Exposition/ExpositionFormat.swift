/// The text formats of `/metrics`.
public enum ExpositionFormat: Sendable, Hashable, CaseIterable {
    /// Prometheus text format 0.0.4.
    case prometheusText
    /// OpenMetrics 1.0.0.
    case openMetrics

    /// The value of the Content-Type header.
    public var contentType: String {
        switch self {
        case .prometheusText: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The format that a client prefers by its Accept header (RFC 9110 12.5.1). Whoever does not ask for OpenMetrics
    /// in version 1.0.0 (or in none) gets the Prometheus text format.
    public static func negotiated(accept: String?) -> ExpositionFormat {
        guard let accept else { return .prometheusText }
        var best: (quality: Double, format: ExpositionFormat) = (0, .prometheusText)
        for element in accept.split(separator: ",") {
            let parts = element.split(separator: ";").map { trimmed($0).lowercased() }
            guard let type = parts.first else { continue }
            var quality = 1.0
            var version: String?
            for parameter in parts.dropFirst() {
                let pair = parameter.split(separator: "=", maxSplits: 1).map { trimmed($0) }
                guard pair.count == 2 else { continue }
                if pair[0] == "q" { quality = Double(pair[1]) ?? 0 }
                if pair[0] == "version" { version = pair[1] }
            }
            let format: ExpositionFormat
            switch type {
            case "application/openmetrics-text" where version == nil || version == "1.0.0":
                format = .openMetrics
            case "text/plain" where version == nil || version == "0.0.4", "text/*", "*/*":
                format = .prometheusText
            default:
                continue
            }
            if quality > best.quality { best = (quality, format) }
        }
        return best.format
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var slice = Substring(text)
        while let first = slice.first, first == " " || first == "\t" || first == "\"" { slice.removeFirst() }
        while let last = slice.last, last == " " || last == "\t" || last == "\"" { slice.removeLast() }
        return String(slice)
    }
}

/// Whether an Accept-Encoding header allows gzip (RFC 9110 12.5.3).
public func acceptsGzip(_ header: String?) -> Bool {
    guard let header else { return false }
    var ofAll: Double?
    for element in header.split(separator: ",") {
        let parts = element.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
        // What is said of gzip by its name counts before what is said of all others.
        if parts.first == "gzip" { return quality > 0 }
        if parts.first == "*" { ofAll = quality }
    }
    return ofAll.map { $0 > 0 } ?? false
}
