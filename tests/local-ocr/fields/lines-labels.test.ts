/** What the labels of columns mean, alone and together in a head. */
import { describe, expect, test } from 'vitest';
import { readPrintedRows } from '../../../src/local-ocr/fields/printed/printed-rows.ts';
import { readColumnLabel } from '../../../src/local-ocr/fields/table/column-labels.ts';
import { findTableHeader } from '../../../src/local-ocr/fields/table/table-header.ts';
import { layOutPaper } from './lines-papers.ts';

describe('readColumnLabel', () => {
  test.each([
    ['S.No.', 'Line_No'],
    ['Sl No.', 'Line_No'],
    ['#', 'Line_No'],
    ['क्र.सं.', 'Line_No'],
    ['Item Code', 'Item_Code'],
    ['Part No.', 'Item_Code'],
    ['Description of Goods', 'Item_Description'],
    ['Name of Product / Service', 'Item_Description'],
    ['विवरण', 'Item_Description'],
    ['HSN/SAC', 'HSN'],
    ['HSN Code', 'HSN'],
    ['एचएसएन', 'HSN'],
    ['Qty.', 'Qty'],
    ['मात्रा', 'Qty'],
    ['Volume(Ltr)', 'Qty'],
    ['UOM', 'UOM'],
    ['per', 'UOM'],
    ['Unit Price (Rs)', 'Rate'],
    ['Rate per Unit', 'Rate'],
    ['Rate (incl. of Tax)', 'Rate'],
    ['दर', 'Rate'],
    ['Rate/Ltr', 'Rate'],
    ['Disc. %', 'Discount_Percent'],
    ['Discount(Rs)', 'Discount_Amount'],
    ['Disc', 'Discount'],
    ['Taxable Value', 'Taxable_Value'],
    ['Assessable Value', 'Taxable_Value'],
    ['कर योग्य मूल्य', 'Taxable_Value'],
    ['GST %', 'GST_Rate'],
    ['Tax Rate (GST+Cess)', 'GST_Rate'],
    ['GST', 'GST'],
    ['Tax Amount', 'Tax_Amount'],
    ['CGST', 'CGST'],
    ['CGST %', 'CGST_Rate'],
    ['SGST/UTGST Amt', 'SGST_Amount'],
    ['IGST Amount (₹)', 'IGST_Amount'],
    ['Cess', 'Cess_Amount'],
    ['Amount', 'Amount'],
    ['Value', 'Amount'],
    ['Total', 'Line_Total'],
    ['Net Amt', 'Line_Total'],
    ['Amount incl. GST', 'Line_Total'],
    ['Batch No.', 'Other'],
    ['M.R.P.', 'Other'],
    ['Vehicle No.', 'Other'],
    ['zzz', 'Unknown'],
  ])('%s heads %s', (label, role) => {
    expect(readColumnLabel(label)).toBe(role);
  });

  test.each([
    ['Descriptlon of G00ds', 'Item_Description'],
    ['0ty', 'Qty'],
    ['uUoM', 'UOM'],
    ['Taxab1e Va1ue', 'Taxable_Value'],
    ['Amourt', 'Amount'],
    ['CG5T Amt', 'CGST_Amount'],
  ])('%s is still read as %s', (label, role) => {
    expect(readColumnLabel(label)).toBe(role);
  });
});

describe('findTableHeader', () => {
  function rolesOf(text: string): readonly string[] | undefined {
    const header = findTableHeader(readPrintedRows([layOutPaper(text)]));
    return header?.columns.map(({ role }) => role);
  }

  test('labels of two rows are joined', () => {
    expect(
      rolesOf('Sl    Description    HSN     Taxable     Total\nNo.                  Code    Value'),
    ).toEqual(['Line_No', 'Item_Description', 'HSN', 'Taxable_Value', 'Line_Total']);
  });

  test('a tax heads its rate and its amount', () => {
    const head = [
      'Sr  Item       HSN     Qty    Taxable          CGST               IGST',
      '                               Value       %       Amt       Rate    Amount',
    ];
    expect(rolesOf(head.join('\n'))?.slice(4)).toEqual([
      'Taxable_Value',
      'CGST_Rate',
      'CGST_Amount',
      'IGST_Rate',
      'IGST_Amount',
    ]);
  });

  test('a heading above the table is not part of it', () => {
    expect(rolesOf('4. Details of Goods / Services\nSr   Item      HSN      Qty     Rate')).toEqual([
      'Line_No',
      'Item_Description',
      'HSN',
      'Qty',
      'Rate',
    ]);
  });

  test('a list of what is no goods is one of items, if it counts them', () => {
    expect(rolesOf('Sl      Date      AWB No.      Destination      Weight      Amount')).toContain('Amount');
    expect(rolesOf('Date    AWB No.   Destination    Wt (kg)    Amount (Rs.)')).toBeUndefined();
  });

  test('neither a summary by HSN nor a table of parties is one of items', () => {
    expect(rolesOf('HSN/SAC    Taxable Value    CGST Amount    SGST Amount    Total')).toBeUndefined();
    expect(rolesOf('Invoice No.     Date     Transporter     Reverse Charge')).toBeUndefined();
  });
});
