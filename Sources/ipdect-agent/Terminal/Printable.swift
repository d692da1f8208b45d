extension String {
    /// The text on one line without control characters: whatever a device is called or reported, it steers no terminal.
    var printable: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? " " : $0 }))
    }
}

extension Unicode.Scalar {
    /// Whether a terminal may take it as an order or as the end of the line.
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        // C0, DEL and C1; the line and paragraph separators; what turns the direction of the text around.
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202a...0x202e).contains(value) || (0x2066...0x2069).contains(value)
        default: false
        }
    }
}
