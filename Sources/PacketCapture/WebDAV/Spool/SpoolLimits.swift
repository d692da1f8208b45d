/// What the spool may take.
package struct SpoolLimits: Hashable, Sendable {
    /// The most octets of one file, with its header.
    package var segmentOctets: UInt64
    /// The most octets of all files together.
    package var spoolOctets: UInt64
    /// Minutes that a file is kept after it was closed, although the server has it; 0 for none.
    package var crashMinutes: Int

    /// Makes limits.
    package init(segmentOctets: UInt64, spoolOctets: UInt64, crashMinutes: Int) {
        self.segmentOctets = segmentOctets
        self.spoolOctets = spoolOctets
        self.crashMinutes = crashMinutes
    }
}
